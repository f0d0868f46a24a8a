# An image with nothing in it but the program:
#   docker build -t gongkai .
#   docker run --rm -v "$PWD:/data" gongkai extract -o out .
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -buildid=" -o /gongkai ./cmd/gongkai && mkdir -m 1777 /scratch

FROM scratch
COPY --from=build /gongkai /gongkai
# Rows of large workbooks wait here.
COPY --from=build --chmod=1777 /scratch /tmp
USER 65532:65532
WORKDIR /data
ENTRYPOINT ["/gongkai"]
