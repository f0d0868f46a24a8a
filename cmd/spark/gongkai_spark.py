"""Reads documents on an Apache Spark cluster: a listing in, a data set out.

    gongkai-spark --master spark://HOST:7077 -- --listing LIST --program gongkai --out OUT

What stands before -- is for spark-submit, which runs this file.
LIST is a folder, which is searched for *.pdf with the folders in it, or a text
with one path or URI a line, on any file system that Spark knows. `gongkai` must
stand at the same path on every machine. Files of a shared or mounted folder are
opened by `gongkai worker` itself; those of an object store (s3a:, hdfs:, ...)
are read by Spark and sent to it.

OUT gets, in the way of `gongkai batch`, a folder of Parquet for each flat sheet
(facts.parquet, documents.parquet, findings.parquet, ...), partitioned by
fiscal_year, amounts as DECIMAL(38,12); files.parquet with every file of the
listing; dead_letter with those that failed and why; and readings, the answer of
the worker for each file, which the others are made of. All of them are written
by Spark's own committer.

A run joins the listing with readings: a file that stands there with the same
length, time and program is not read again, unless it failed and --retry-failed
is given. Every task that ends commits its readings, so that a run that breaks
off is gone on with. Each document has a bound of time and memory, as in batch. Names of files must be
UTF-8, and Java must run in a locale of it (LC_ALL=C.UTF-8).
"""
import argparse
import base64
import json
import os
import shlex
import subprocess
import sys
import time

import pyspark
from pyspark import StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

# Files per partition: small, so that an executor that is lost costs little and
# a slow file holds up few others.
FILES_PER_PARTITION = 20
# Files of an object store that are read and committed at a time.
FILES_PER_JOB = 2000
# The committer that makes the readings of a task last when the task ends, not
# when the job does (MAPREDUCE-4815). A task that is run again may leave some
# twice, which is no harm: the last reading of a file counts.
BY_TASK = {"mapreduce.fileoutputcommitter.algorithm.version": "2"}

LISTING = "path string, length bigint, modified bigint"
READINGS = f"{LISTING}, run bigint, program string, sha256 string, year int, reason string, message string, answer string"
SHEETS = "array<struct<name:string,columns:array<string>,types:array<string>,rows:array<array<string>>>>"
KEYS = ["path", "length", "modified"]
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
    if path.startswith("file:"):
        path = path[len("file://"):] if path.startswith("file://") else path[len("file:"):]
    return None if "://" in path else path


def with_stat(paths):
    """The rows of a listing of paths. A file that is not there fails in its
    worker."""
    for path in paths:
        try:
            stat = os.stat(local(path) or "")
            yield path, stat.st_size, stat.st_mtime_ns // 1_000_000
        except OSError:
            yield path, 0, 0


def listed(spark, uri):
    """The files of a listing, whose folder is what their names begin behind."""
    fs, path = file_of(spark, uri)
    if fs.getFileStatus(path).isDirectory():
        files = spark.read.format("binaryFile").option("pathGlobFilter", "*.[pP][dD][fF]").option("recursiveFileLookup", "true").load(uri)
        prefix = qualified(spark, uri).rstrip("/") + "/"
        return files.selectExpr("path", "length", "unix_millis(modificationTime) AS modified"), prefix
    lines = spark.read.text(uri).filter("value != ''").distinct()
    return spark.createDataFrame(lines.rdd.map(lambda row: row.value).mapPartitions(with_stat), LISTING), ""


def request(path, tag, content=None):
    """The line that asks a worker for a file."""
    line = {"path": local(path) or path, "tag": tag, "options": {"sheets": True}}
    if content is not None:
        line["content"] = base64.b64encode(content).decode()
    return json.dumps(line, ensure_ascii=False)


def tag(row):
    """What comes back with the answer: the row of the listing."""
    return json.dumps([row.path, row.length, row.modified], ensure_ascii=False)


def answered(line, run):
    """The row of readings that an answer makes. The sheets come last in it; they
    are taken apart when the data set is made."""
    head, sheets, _ = line.partition(',"sheets":[{')
    answer = json.loads(head + "}" if sheets else head)
    error = answer.get("error", {})
    return (*json.loads(answer["tag"]), run, answer["program"], answer.get("sha256"), answer.get("year"), error.get("reason"), error.get("message"), line)


def read(spark, requests, command, run, out):
    """Has workers answer requests and adds their answers to the readings."""
    answers = requests.pipe(command, env=dict(os.environ, GOMAXPROCS="1"), checkCode=True)
    frame = spark.createDataFrame(answers.map(lambda line: answered(line, run)), READINGS)
    frame.write.mode("append").options(**BY_TASK).parquet(f"{out}/readings")


def read_all(spark, pending, command, run, out, send):
    """Reads the files of a listing in small partitions of even weight: sorted by
    size and dealt out in turn."""
    opened = F.lit(not send) & F.expr("path LIKE 'file:%' OR path NOT LIKE '%://%'")
    near = pending.filter(opened)
    n = max(1, -(-near.count() // FILES_PER_PARTITION))
    dealt = near.orderBy(F.desc("length"), "path").rdd.zipWithIndex().map(lambda row: (row[1] % n, request(row[0].path, tag(row[0]))))
    read(spark, dealt.partitionBy(n, int).values(), command, run, out)
    read_far(spark, pending.filter(~opened).orderBy(F.desc("length"), "path"), command, run, out)


def read_far(spark, far, command, run, out):
    """Reads files that Spark opens, which packs them by their size."""
    spark.conf.set("spark.sql.files.maxPartitionBytes", str(8 << 20))
    rows = far.toLocalIterator()
    while job := [row for row, _ in zip(rows, range(FILES_PER_JOB))]:
        known = {qualified(spark, row.path): row for row in job}
        files = spark.read.format("binaryFile").load(list(known)).select("path", "content")
        tags = {path: tag(row) for path, row in known.items()}
        read(spark, files.rdd.map(lambda row: request(row.path, tags[row.path], row.content)), command, run, out)


def write(frame, uri, *partition):
    frame.write.mode("overwrite").partitionBy(*partition).parquet(uri)


def data_set(spark, last, prefix, out):
    """Writes the data set that the last readings of all files make."""
    files = last.select(F.expr(f"substring(path, {len(prefix) + 1})").alias("path"), F.col("sha256").alias("document"),
                        F.expr("if(reason IS NULL, 'done', 'failed')").alias("state"), "reason", F.col("message").alias("error"), "year", "answer").persist(StorageLevel.DISK_ONLY)
    told, files = files, files.drop("year", "answer")
    write(files, f"{out}/files.parquet")
    write(files.filter("state = 'failed'"), f"{out}/dead_letter")
    # One content may have several paths: its rows are written once.
    once = told.groupBy("document").agg(F.min("path").alias("file"), F.min_by(F.struct("year", "answer"), "path").alias("d"))
    once = once.select("document", "file", F.coalesce("d.year", F.lit(0)).alias("fiscal_year"), F.from_json("d.answer", f"sheets {SHEETS}").sheets.alias("sheets"))
    once = once.filter("sheets IS NOT NULL").persist(StorageLevel.DISK_ONLY)
    first = once.selectExpr("transform(sheets, s -> struct(s.name, s.columns, s.types)) AS sheets").first()
    for sheet in first.sheets if first else []:
        rows = once.select("document", "file", "fiscal_year", F.explode(F.expr(f"filter(sheets, s -> s.name = '{sheet.name}')[0].rows")).alias("r"))
        columns = [F.expr(f"CAST(nullif(r[{i}], '') AS {TYPES[t]})").alias(c) for i, (c, t) in enumerate(zip(sheet.columns, sheet.types))]
        if sheet.name == "documents":
            columns = [F.col("document")] + [F.col("file") if c == "file" else x for c, x in zip(sheet.columns, columns)]
        # Even files, years that are large in several of them.
        write(rows.select(*columns, "fiscal_year").hint("rebalance", "fiscal_year"), f"{out}/{sheet.name}.parquet", "fiscal_year")
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
    files, prefix = listed(spark, args.listing)
    files = files.persist(StorageLevel.DISK_ONLY)  # one listing for all that follows
    readings = f"{args.out}/readings"
    if not exists(spark, readings):
        spark.createDataFrame([], READINGS).write.parquet(readings)

    def last():
        """The last reading of every file of the listing by this program."""
        known = spark.read.schema(READINGS).parquet(readings).filter(F.col("program") == program).join(files, KEYS, "left_semi")
        return known.groupBy(KEYS).agg(F.max_by(F.struct("sha256", "year", "reason", "message", "answer"), "run").alias("r")).select(*KEYS, "r.*")

    settled = last().filter("reason IS NULL") if args.retry_failed else last()
    pending = files.join(settled, KEYS, "left_anti").persist(StorageLevel.DISK_ONLY)
    total, todo = files.count(), pending.count()
    print(f"{total} files, {total - todo} read before, {todo} to read", flush=True)
    command = f"{shlex.quote(args.program)} worker --memory {shlex.quote(args.memory)} --timeout {shlex.quote(args.timeout)}"
    if todo:
        read_all(spark, pending, command, int(time.time() * 1000), args.out, args.send)
    failed = data_set(spark, last(), prefix, args.out).filter("state = 'failed'").count()
    print(f"{total} files: {todo} read, {total - todo} read before, {failed} failed", flush=True)
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
