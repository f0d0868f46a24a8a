"""Reads documents on an Apache Spark cluster: a listing in, a data set out.

    gongkai-spark --master spark://HOST:7077 -- --listing LIST --program gongkai --out OUT

What stands before -- is for spark-submit, which runs this file.
LIST is a folder, which is searched for *.pdf with the folders in it, or a text
with one path or URI a line, on any file system that Spark knows. `gongkai` must
stand at the same path on every machine. Files of a shared or mounted folder are
opened by `gongkai worker` itself; those of an object store (s3a:, hdfs:, ...)
are read by Spark and sent to it, or by the driver where Spark does not give
them.

OUT gets, in the way of `gongkai batch`, a folder of Parquet for each flat sheet
(facts.parquet, documents.parquet, findings.parquet, ...), partitioned by
fiscal_year, amounts as DECIMAL(38,12); files.parquet with every file of the
listing; dead_letter with those that failed and why; and readings, the answer of
the worker for each file, which the others are made of. All of them are written
by Spark's own committer.

A run joins the listing with readings: a file that stands there with the same
length, time and program is not read again, unless it failed for a reason that
may pass, such as one that it could not be opened for, or --retry-failed is
given. Every task that ends commits its readings, so that a run that breaks off
is gone on with. Each document has a bound of time and memory, as in batch. Java
must run in a locale of UTF-8 (LC_ALL=C.UTF-8).
"""
import argparse
import base64
import errno
import json
import os
import re
import shlex
import subprocess
import sys
import time
from multiprocessing.pool import ThreadPool

import pyspark
from py4j.protocol import Py4JJavaError
from pyspark import StorageLevel
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

# Files per partition: small, so that an executor that is lost costs little and
# a slow file holds up few others.
FILES_PER_PARTITION = 20
# Bytes per partition of files that Spark opens.
PARTITION_BYTES = 8 << 20
# Files of an object store that are read and committed at a time.
FILES_PER_JOB = 2000
# The committer that makes the readings of a task last when the task ends, not
# when the job does (MAPREDUCE-4815). A task that is run again may leave some
# twice, which is no harm: the last reading of a file counts.
BY_TASK = {"mapreduce.fileoutputcommitter.algorithm.version": "2"}

# Files that an object store is asked for at once.
REQUESTS = 32
# Sheets that are written at once: much of it is waiting for the commit.
SHEETS_AT_ONCE = 4
# What is left of an object store is opened by the driver; after so many files
# in a row that it neither lacks nor denies, the store itself has failed.
STRANGE_FAILURES = 5

# What there is to read: path as bytes, for names need not be UTF-8, and name
# and encoding as files.parquet has them. What is listed and cannot be read has
# a message; without a reason it is passed over.
LISTING = "path binary, length bigint, modified bigint, name string, encoding string, reason string, message string"
READINGS = "path binary, length bigint, modified bigint, run bigint, program string, sha256 string, year int, reason string, message string, answer string"
# Reasons that lie in the machine: such files are tried again by each run.
PASSING = "('unreadable', 'unwritten', 'changed', 'bad_request')"
LOOP, NOWHERE = "folder that is listed already", "symbolic link that leads nowhere"
SHEETS = "array<struct<name:string,columns:array<string>,types:array<string>,rows:array<array<string>>>>"
KEYS = ["path", "length", "modified"]
# Names that Spark takes for patterns or for files of its own.
UNKNOWN_TO_SPARK = re.compile(r"[{}\[\]*?\\]|/[_.][^/]*$")
# Exceptions of Hadoop for a file that is not there or that it may not open,
# or that has no name for it.
UNREADABLE = re.compile("FileNotFound|AccessDenied|AccessControl|UnknownStore|UnsupportedFileSystem|URISyntax|IllegalArgument|is a directory|can't decode")
# What is raised when something is wrong with a file or its name.
FAILURES = (Py4JJavaError, PySparkException, UnicodeDecodeError)
TYPES = {"text": "string", "integer": "bigint", "decimal": "decimal(38,12)"}


def file_of(spark, uri):
    """What Hadoop knows of a URI."""
    path = spark._jvm.org.apache.hadoop.fs.Path(uri)
    return path.getFileSystem(spark._jsc.hadoopConfiguration()), path


def exists(spark, uri):
    fs, path = file_of(spark, uri)
    return fs.exists(path)


def qualified(spark, uri):
    """A path as Spark writes it."""
    fs, path = file_of(spark, uri)
    return fs.makeQualified(path).toString()


def local(path):
    """The path on every machine; None for a URI of an object store."""
    if path.startswith(b"file:"):
        path = path[len(b"file://"):] if path.startswith(b"file://") else path[len(b"file:"):]
    return None if b"://" in path else path


def printable(name):
    """The bytes of a name as text, and what they are in, as gongkai batch tells
    them."""
    try:
        return name.decode(), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        text = name.decode("gb18030")
        if text.encode("gb18030") == name:
            return text, "GB18030"
    except UnicodeError:
        pass
    text = name.decode(errors="surrogateescape").replace("%", "%25")
    return re.sub("[\udc80-\udcff]", lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", text), "escaped"


def is_pdf(name):
    return name.lower().endswith(b".pdf")


def walk(folder, name, listed):
    """The PDFs in a folder and those in it, as gongkai batch lists them: name,
    path, reason and message of each."""
    real = os.path.realpath(folder)
    if real in listed:
        yield name, folder, None, LOOP
        return
    listed.add(real)
    try:
        entries = sorted(os.listdir(folder))
    except OSError as err:
        if not name:
            raise  # nothing to make a data set of
        yield name, folder, "unreadable", err.strerror.lower()
        return
    for entry in entries:
        path, inner = os.path.join(folder, entry), os.path.join(name, entry)
        if os.path.isdir(path):
            yield from walk(path, inner, listed)
        elif is_pdf(entry):
            yield inner, path, None, None
        elif os.path.islink(path):
            try:
                os.stat(path)
            except OSError as err:
                nowhere = err.errno in (errno.ENOENT, errno.ELOOP)
                yield inner, path, None if nowhere else "unreadable", NOWHERE if nowhere else err.strerror.lower()


def with_stat(found):
    """The rows of a listing of names, paths, reasons and messages. A file that
    is not there fails in its worker."""
    for name, path, reason, message in found:
        length = modified = 0
        try:
            if message is None:
                stat = os.stat(local(path) or b"")
                length, modified = stat.st_size, stat.st_mtime_ns // 1_000_000
        except OSError:
            pass
        yield (path, length, modified, *printable(name), reason, message)


def line_of(line):
    """What a line of a text names. It may be in GBK, and the disk in UTF-8."""
    path = bytes(line)
    text, encoding = printable(path)
    other = text.encode()
    if encoding == "GB18030" and not os.path.exists(local(path) or b"") and (local(other) is None or os.path.exists(local(other))):
        path = other
    return path, path, None, None


def stored(spark, uri, folder):
    """The PDFs of a folder of an object store."""
    fs, path = file_of(spark, uri)
    files = fs.listFiles(path, True)
    while files.hasNext():
        file = files.next()
        path = file.getPath().toString()
        if is_pdf(path.encode()):
            yield path.encode(), file.getLen(), file.getModificationTime(), path.removeprefix(folder), "UTF-8", None, None


def stored_at(spark, uris):
    """The rows of a listing of files of an object store."""
    def row(uri):
        length = modified = 0
        try:
            fs, path = file_of(spark, uri)
            file = fs.getFileStatus(path)
            length, modified = file.getLen(), file.getModificationTime()
        except FAILURES:
            pass  # it is asked for once more when it is read
        return uri.encode(), length, modified, uri, "UTF-8", None, None
    with ThreadPool(REQUESTS) as pool:
        yield from pool.imap(row, uris)


def listed(spark, uri):
    """The files of a listing."""
    fs, path = file_of(spark, uri)
    folder = fs.makeQualified(path).toString()
    near = local(folder.encode())
    if not fs.getFileStatus(path).isDirectory():
        lines = spark.read.text(uri).filter("value != ''").select(F.expr("CAST(value AS BINARY)").alias("value")).distinct().rdd.map(lambda row: line_of(row.value)).cache()
        far = lines.filter(lambda line: local(line[1]) is None).map(lambda line: line[1].decode(errors="replace"))
        rows = lines.filter(lambda line: local(line[1]) is not None).mapPartitions(with_stat)
        return spark.createDataFrame(rows, LISTING).union(spark.createDataFrame(list(stored_at(spark, far.toLocalIterator())), LISTING))
    if near is None:
        return spark.createDataFrame(list(stored(spark, uri, folder.rstrip("/") + "/")), LISTING)
    found = spark.sparkContext.parallelize(list(walk(near, b"", set())))
    return spark.createDataFrame(found.mapPartitions(with_stat), LISTING)


def request(row, content=None):
    """The line that asks a worker for a file of a listing. What comes back with
    the answer tells which it was."""
    path = local(row.path) or bytes(row.path)
    line = {"tag": json.dumps([base64.b64encode(row.path).decode(), row.length, row.modified]), "options": {"sheets": True}}
    try:
        line["path"] = path.decode()
    except UnicodeDecodeError:
        line["path_base64"] = base64.b64encode(path).decode()
    if content is not None:
        line["content"] = base64.b64encode(content).decode()
    return json.dumps(line, ensure_ascii=False)


def answered(line, run):
    """The row of readings that an answer makes. The sheets come last in it; they
    are taken apart when the data set is made."""
    head, sheets, _ = line.partition(',"sheets":[{')
    answer = json.loads(head + "}" if sheets else head)
    error = answer.get("error", {})
    path, length, modified = json.loads(answer["tag"])
    return (base64.b64decode(path), length, modified, run, answer["program"], answer.get("sha256"), answer.get("year"), error.get("reason"), error.get("message"), line)


class Reading:
    """A run of workers that answer requests and add their answers to the
    readings."""

    def __init__(self, spark, command, program, out):
        self.spark, self.command, self.program, self.readings = spark, command, program, f"{out}/readings"
        self.run = int(time.time() * 1000)

    def add(self, rows):
        self.spark.createDataFrame(rows, READINGS).write.mode("append").options(**BY_TASK).parquet(self.readings)

    def read(self, requests):
        run = self.run  # all that goes to the machines
        answers = requests.pipe(self.command, env=dict(os.environ, GOMAXPROCS="1"), checkCode=True)
        self.add(answers.map(lambda line: answered(line, run)))

    def all(self, pending, send):
        """Reads the files of a listing in small partitions of even weight: sorted
        by size and dealt out in turn."""
        opened = F.lit(not send) & F.expr("CAST(path AS STRING) LIKE 'file:%' OR CAST(path AS STRING) NOT LIKE '%://%'")
        near, far = pending.filter(opened), pending.filter(~opened)
        if count := near.count():
            n = -(-count // FILES_PER_PARTITION)
            dealt = near.orderBy(F.desc("length"), "path").rdd.zipWithIndex().map(lambda row: (row[1] % n, request(row[0])))
            self.read(dealt.partitionBy(n, int).values())
        if far.count():
            self.far(far.orderBy(F.desc("length"), "path").toLocalIterator())
            done = self.spark.read.schema(READINGS).parquet(self.readings).filter(F.col("run") == self.run)
            self.left(far.join(done, KEYS, "left_anti").toLocalIterator())

    def far(self, rows):
        """Reads files that Spark opens, which packs them by their size. It
        passes over those that it cannot open."""
        self.spark.conf.set("spark.sql.files.maxPartitionBytes", PARTITION_BYTES)
        self.spark.conf.set("spark.sql.files.openCostInBytes", PARTITION_BYTES // FILES_PER_PARTITION)
        while job := [row for row, _ in zip(rows, range(FILES_PER_JOB))]:
            known = {}
            for row in job:
                try:
                    known[qualified(self.spark, bytes(row.path).decode())] = row
                except FAILURES:
                    pass  # no name for Java
            paths = [path for path in known if not UNKNOWN_TO_SPARK.search(path)]
            try:
                files = self.opened(paths)
            except FAILURES:  # one of them is not there or denied
                with ThreadPool(REQUESTS) as pool:
                    there = pool.map(self.there, paths)
                try:
                    files = self.opened([path for path, is_there in zip(paths, there) if is_there])
                except FAILURES:  # of a store that Spark cannot list: the driver reads them
                    files = self.opened([])
            self.read(files.rdd.map(lambda row: request(known[row.path], row.content)))

    def there(self, path):
        try:
            return exists(self.spark, path)
        except FAILURES:
            return False

    def opened(self, paths):
        if not paths:
            return self.spark.createDataFrame([], "path string, content binary")
        files = self.spark.read.format("binaryFile").option("ignoreMissingFiles", "true").option("ignoreCorruptFiles", "true")
        return files.load(paths).select("path", "content")

    def left(self, rows):
        """Reads what Spark gave no answer for, by the driver: it alone gets to
        know why a file cannot be opened."""
        strange = 0
        while job := [row for row, _ in zip(rows, range(FILES_PER_PARTITION))]:
            requests, failures = [], []
            for row in job:
                try:
                    fs, path = file_of(self.spark, bytes(row.path).decode())
                    stream = fs.open(path)
                    try:
                        content = self.spark._jvm.org.apache.commons.io.IOUtils.toByteArray(stream)
                    finally:
                        stream.close()
                    requests.append(request(row, content))
                    strange = 0
                except FAILURES as err:
                    text = str(getattr(err, "java_exception", err))
                    strange = 0 if UNREADABLE.search(text) else strange + 1
                    if strange > STRANGE_FAILURES:
                        raise
                    failures.append((bytes(row.path), row.length, row.modified, self.run, self.program, None, None, "unreadable", " ".join(text.split()), None))
            if requests:
                self.read(self.spark.sparkContext.parallelize(requests, 1))
            if failures:
                self.add(failures)


def write(frame, uri, *partition):
    frame.write.mode("overwrite").partitionBy(*partition).parquet(uri)


def data_set(spark, files, last, out):
    """Writes the data set that the last readings of all files make."""
    state = "CASE WHEN f.message IS NOT NULL AND f.reason IS NULL THEN 'skipped' WHEN f.message IS NULL AND program IS NOT NULL AND r.reason IS NULL THEN 'done' ELSE 'failed' END"
    told = files.alias("f").join(last.alias("r"), KEYS, "left").selectExpr(
        "name AS path", "encoding", "sha256 AS document", f"{state} AS state", "coalesce(f.reason, r.reason) AS reason", "coalesce(f.message, r.message) AS error", "year", "answer").persist(StorageLevel.DISK_ONLY)
    files = told.drop("year", "answer")
    write(files, f"{out}/files.parquet")
    write(files.filter("state = 'failed'"), f"{out}/dead_letter")
    # One content may have several paths: its rows are written once.
    once = told.filter("document IS NOT NULL").groupBy("document").agg(F.min("path").alias("file"), F.min_by(F.struct("year", "answer"), "path").alias("d"))
    once = once.select("document", "file", F.coalesce("d.year", F.lit(0)).alias("fiscal_year"), F.from_json("d.answer", f"sheets {SHEETS}").sheets.alias("sheets"))
    once = once.filter("sheets IS NOT NULL").persist(StorageLevel.DISK_ONLY)
    first = once.selectExpr("transform(sheets, s -> struct(s.name, s.columns, s.types)) AS sheets").first()

    def write_sheet(sheet):
        rows = once.select("document", "file", "fiscal_year", F.explode(F.expr(f"filter(sheets, s -> s.name = '{sheet.name}')[0].rows")).alias("r"))
        columns = [F.expr(f"CAST(nullif(r[{i}], '') AS {TYPES[t]})").alias(c) for i, (c, t) in enumerate(zip(sheet.columns, sheet.types))]
        if sheet.name == "documents":
            columns = [F.col("document")] + [F.col("file") if c == "file" else x for c, x in zip(sheet.columns, columns)]
        # Even files, years that are large in several of them.
        write(rows.select(*columns, "fiscal_year").hint("rebalance", "fiscal_year"), f"{out}/{sheet.name}.parquet", "fiscal_year")

    with ThreadPool(SHEETS_AT_ONCE) as pool:
        pool.map(write_sheet, first.sheets if first else [])
    return files


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--listing", required=True, help="folder, or text of one path or URI a line")
    args.add_argument("--program", required=True, help="gongkai, as every machine reaches it")
    args.add_argument("--out", required=True, help="folder of the data set")
    args.add_argument("--memory", default="1GiB", help="of each worker (default 1GiB)")
    args.add_argument("--timeout", default="1m", help="for one document (default 1m)")
    args.add_argument("--send", action="store_true", help="have Spark open all files and send them to the workers, as it does those of an object store")
    args.add_argument("--retry-failed", action="store_true", help="read again what failed before")
    args = args.parse_args()

    spark = SparkSession.builder.appName("gongkai").getOrCreate()
    program = json.loads(subprocess.run([args.program, "worker"], input=b"{}\n", stdout=subprocess.PIPE, check=True).stdout)["program"]
    files = listed(spark, args.listing).persist(StorageLevel.DISK_ONLY)  # one listing for all that follows
    readings = f"{args.out}/readings"
    if not exists(spark, readings):
        spark.createDataFrame([], READINGS).write.parquet(readings)

    def last():
        """The last reading of every file of the listing by this program."""
        known = spark.read.schema(READINGS).parquet(readings).filter(F.col("program") == program).join(files, KEYS, "left_semi")
        return known.groupBy(KEYS).agg(F.max_by(F.struct("program", "sha256", "year", "reason", "message", "answer"), "run").alias("r")).select(*KEYS, "r.*")

    settled = last().filter("reason IS NULL" if args.retry_failed else f"reason IS NULL OR reason NOT IN {PASSING}")
    sound = files.filter("message IS NULL")
    pending = sound.join(settled, KEYS, "left_anti").persist(StorageLevel.DISK_ONLY)
    total, kept, todo = files.count(), sound.count(), pending.count()
    kept -= todo
    print(f"{total} files, {kept} read before, {todo} to read", flush=True)
    command = f"{shlex.quote(args.program)} worker --memory {shlex.quote(args.memory)} --timeout {shlex.quote(args.timeout)}"
    if todo:
        Reading(spark, command, program, args.out).all(pending, args.send)
    states = {row.state: row["count"] for row in data_set(spark, files, last(), args.out).groupBy("state").count().collect()}
    print(f"{total} files: {todo} read, {kept} read before, {states.get('skipped', 0)} skipped, {states.get('failed', 0)} failed", flush=True)
    spark.stop()


def submit():
    """The command gongkai-spark: spark-submit of SPARK_HOME, or of the pyspark
    that is installed, runs this file."""
    args = sys.argv[1:]
    at = args.index("--") if "--" in args else 0
    home = os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    program = os.path.join(home, "bin", "spark-submit")
    os.execv(program, [program, *args[:at], os.path.abspath(__file__), *[a for a in args[at:] if a != "--"]])


if __name__ == "__main__":
    main()
