# Prints raw alpha of a table of marks, r.drop of each question and raw alpha
# without it, a number a line, by the package psych. It is run by make test-r,
# for TestR in quiz/itemstats.
suppressPackageStartupMessages(library(psych))
marks <- read.csv(commandArgs(trailingOnly = TRUE)[1], header = FALSE)
found <- suppressWarnings(alpha(marks, check.keys = FALSE, n.iter = 1))
write(format(c(found$total$raw_alpha, found$item.stats$r.drop, found$alpha.drop$raw_alpha),
	digits = 17), "", ncolumns = 1)
