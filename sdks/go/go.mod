module github.com/vectorscaledb/sdks/sdks/go

go 1.24
