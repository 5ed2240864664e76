"""What the server that workers are forked from has ready: the English phrases and the fitted weights, in memory once."""

import gc

from cleaner import clean

clean("It rained all day in Port Ellery.\n\nShare on Facebook")
gc.freeze()  # what a collector never looks at, workers go on sharing
