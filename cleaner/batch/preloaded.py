"""What the server that workers are forked from has ready: the English phrases and the fitted weights, in memory once."""

from cleaner import clean

clean("It rained all day in Port Ellery.\n\nShare on Facebook")
