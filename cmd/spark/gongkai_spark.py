"""Reads documents on an Apache Spark cluster: a listing in, Parquet out.

    spark-submit gongkai_spark.py --listing LIST --program gongkai --out OUT

LIST names one PDF per line, as every executor reaches it (a shared folder or a
mounted object store). Each partition is piped through `gongkai worker`, which
must stand at the same path on every machine. OUT gets a folder of Parquet for
each flat sheet (facts, findings, documents, ...; all columns are texts, so that
amounts stay exact decimals), `done` with the sha256 of each file, and
`dead_letter` with the files that failed and why. Each run appends; a file that
stands in `done` or `dead_letter` is not read again, unless it failed and
--retry-failed is given.
"""
import argparse
import json
import os
import shlex

from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType

# Files per partition: small, so that an executor that is lost costs little and
# a slow file holds up few others.
FILES_PER_PARTITION = 20
STATUS = ["path", "sha256", "program", "reason", "message"]


def texts(names):
    """A schema of texts."""
    return StructType([StructField(name, StringType()) for name in names])


def request(path):
    """The line that asks a worker for a file."""
    return json.dumps({"path": path, "options": {"sheets": True}}, ensure_ascii=False)


def status(answer):
    """The row about a file itself."""
    error = answer.get("error") or {}
    return [answer.get("path"), answer.get("sha256"), answer["program"], error.get("reason"), error.get("message")]


def earlier(spark, out, names):
    """The paths that earlier runs dealt with."""
    paths = set()
    for name in names:
        if os.path.isdir(f"{out}/{name}"):
            paths |= {row.path for row in spark.read.parquet(f"{out}/{name}").select("path").distinct().collect()}
    return paths


def spread(paths, size):
    """Partitions of even weight: the largest files first, dealt out in turn."""
    paths = sorted(paths, key=lambda p: (-size(p), p))
    n = max(1, -(-len(paths) // FILES_PER_PARTITION))
    return [paths[i::n] for i in range(n)]


def size_of(path):
    """Bytes of a file; one that is not there is small and fails in its worker."""
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--listing", required=True)
    args.add_argument("--program", required=True)
    args.add_argument("--memory", default="1GiB", help="of each worker")
    args.add_argument("--out", required=True)
    args.add_argument("--retry-failed", action="store_true")
    args = args.parse_args()

    spark = SparkSession.builder.appName("gongkai").getOrCreate()
    with open(args.listing, encoding="utf-8") as f:
        listed = {line.rstrip("\n") for line in f if line.strip()}
    known = earlier(spark, args.out, ["done"] if args.retry_failed else ["done", "dead_letter"])
    parts = spread(listed - known, size_of)
    if not any(parts):
        print("nothing to do")
        return
    lines = spark.sparkContext.parallelize([(i, p) for i, part in enumerate(parts) for p in part], 1)
    placed = lines.partitionBy(len(parts), lambda i: i).map(lambda kv: request(kv[1]))
    command = f"{shlex.quote(args.program)} worker --memory {args.memory}"
    answers = placed.pipe(command, env=dict(os.environ, GOMAXPROCS="1"), checkCode=True).map(json.loads).persist()

    rows = answers.flatMap(lambda a: [(s["name"], s["columns"], s["rows"]) for s in a.get("sheets", [])])
    columns = dict(rows.map(lambda s: (s[0], s[1])).reduceByKey(lambda a, b: a).collect())
    # One content may have several paths: its rows are written once, whichever
    # was read, and not again when an earlier run wrote them.
    for name, names in sorted(columns.items()):
        flat = rows.filter(lambda s, name=name: s[0] == name and s[2]).map(lambda s: (s[2][0][0], s[2]))
        once = flat.reduceByKey(lambda a, b: a).flatMap(lambda kv: kv[1])
        frame = spark.createDataFrame(once, texts(names))
        if os.path.isdir(f"{args.out}/{name}"):
            frame = frame.join(spark.read.parquet(f"{args.out}/{name}").select(names[0]).distinct(), names[0], "left_anti")
        frame.write.mode("append").parquet(f"{args.out}/{name}")
    # These come last: a run that breaks off is done again as a whole.
    rest = spark.createDataFrame(answers.map(status), texts(STATUS))
    rest.filter("reason is null").write.mode("append").parquet(f"{args.out}/done")
    rest.filter("reason is not null").write.mode("append").parquet(f"{args.out}/dead_letter")
    print(f"{rest.count()} files: {rest.filter('reason is not null').count()} failed")


if __name__ == "__main__":
    main()
