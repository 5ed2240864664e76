"""What repeats on a host: learnt from many of its pages, looked up when one of them is cleaned."""
