# An image with nothing in it but the program:
#   docker build --build-arg VERSION=v1.0.0 -t gongkai .
#   docker run --rm -v "$PWD:/data" gongkai extract -o out .
FROM golang:1.26 AS build
ARG VERSION=devel
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# Large transactions of SQLite may spill to /tmp.
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -buildid= -X gongkai/cmd/cli.release=$VERSION" -o /image/gongkai ./cmd/gongkai && mkdir -m 1777 /image/tmp

FROM scratch
COPY --from=build /image/ /
USER 65532:65532
WORKDIR /data
ENTRYPOINT ["/gongkai"]
