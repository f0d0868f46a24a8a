// Package batch reads very many documents: a folder or a list of files in, one
// data set out, whatever the files hold and whenever the run is ended.
//
// Documents are read by worker processes, which speak JSON lines (Serve): one
// request in, one response out. A run (Run) has a lane for each of them, which
// bounds what a document may take of time and memory and starts its worker
// again when a document brought it down.
//
// A run writes beneath its folder:
//
//	results/KEY/ab/SHA256.zst  what was read of one PDF, see writeResult
//	manifest.sqlite            which files there were and what became of them:
//	                           rows are added, never changed; view outcomes
//	files.csv, facts.csv, …    the data set, put together at the end: CSV files
//	datapackage.json           and the descriptor of their Data Package,
//	facts.parquet/…, …         Parquet, partitioned by fiscal year,
//	gongkai.sqlite             and a database
//	tmp, lock                  of the run that goes on
//
// KEY names the program with its data files and the settings of the reading.
// A result is written to a temporary name, synced and renamed, so that it
// exists whole or not at all: a later run reads only what has none. The data
// set depends on the files and on KEY alone, not on how often a run was ended,
// nor on the number of workers.
//
// What failed because of the machine (a file that could not be opened, a full
// disk) is tried again by the next run; what failed because of the file only
// when RetryFailed asks for it. RetryFailed and Force take the older result of
// a content away before it is read: what the last attempt gave stands in the
// data set, be it a failure.
//
// Putting together goes through the results by year and name. It holds the
// largest document and a row group of each Parquet file of one year, however
// many documents there are: fixtures/batch/README.md has the figures, and what
// 3.6 million documents cost.
package batch
