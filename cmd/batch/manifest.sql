-- What runs found and read. Rows are added, never changed.
CREATE TABLE IF NOT EXISTS runs (
  run INTEGER PRIMARY KEY,
  begun TEXT NOT NULL,          -- UTC, RFC 3339
  source TEXT NOT NULL,
  program TEXT NOT NULL,        -- beginning of the sha256 of the program
  key TEXT NOT NULL             -- of the program and the settings of the reading
);
-- One row per file and run.
CREATE TABLE IF NOT EXISTS files (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs,
  path TEXT NOT NULL,           -- as text
  encoding TEXT NOT NULL,       -- of the name on disk: UTF-8, GB18030, or escaped: other bytes stand as %XX
  sha256 TEXT NOT NULL,         -- '' when it could not be read
  state TEXT NOT NULL,          -- done, failed, skipped
  reason TEXT NOT NULL,         -- of a failure
  error TEXT NOT NULL
);
-- One row per reading of a content.
CREATE TABLE IF NOT EXISTS readings (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs,
  sha256 TEXT NOT NULL,
  key TEXT NOT NULL,
  state TEXT NOT NULL,          -- done, failed
  year INTEGER,                 -- fiscal year, NULL when the document tells none
  pages INTEGER NOT NULL,
  tables INTEGER NOT NULL,
  facts INTEGER NOT NULL,
  findings INTEGER NOT NULL,
  seconds REAL NOT NULL,
  peak_bytes INTEGER NOT NULL,
  reason TEXT NOT NULL,
  error TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS readings_by_content ON readings (sha256, key, id);
CREATE INDEX IF NOT EXISTS files_by_run ON files (run, path);
-- What became of every file, in every run; of a file that was read in an earlier
-- run or under another name the seconds and the memory are those of that reading.
CREATE VIEW IF NOT EXISTS outcomes AS
SELECT f.run, f.path, f.sha256, f.state, r.year, r.pages, r.tables, r.facts, r.findings, r.seconds, r.peak_bytes, f.reason, f.error
FROM files f JOIN runs USING (run)
LEFT JOIN readings r ON r.id = (SELECT max(id) FROM readings WHERE sha256 = f.sha256 AND key = runs.key AND run <= f.run);
-- What is to be read in this run.
CREATE TEMP TABLE listing (name BLOB PRIMARY KEY, path BLOB NOT NULL) WITHOUT ROWID;
