package example

import (
	"bufio"
	"context"
	"io"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/client"
	"github.com/elastic/go-elasticsearch/v8"
	"github.com/elastic/go-elasticsearch/v8/esapi"
	"github.com/minio/minio-go/v7"
)

func object(ctx context.Context, c *s3.Client, in *s3.GetObjectInput) ([]byte, error) {
	out, err := c.GetObject(ctx, in) // want "`c.GetObject` leaves its response body open"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(out.Body)
}

func search(ctx context.Context, es *elasticsearch.Client, req esapi.SearchRequest) (bool, error) {
	resp, err := req.Do(ctx, es) // want "`req.Do` leaves its response body open"
	if err != nil {
		return false, err
	}
	return resp.IsError(), nil
}

func logs(ctx context.Context, c *client.Client, id string) (lines []string, err error) {
	body, err := c.ContainerLogs(ctx, id, container.LogsOptions{}) // want "`c.ContainerLogs` leaves its response body open"
	if err != nil {
		return nil, err
	}
	scanner := bufio.NewScanner(body)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines, scanner.Err()
}

func stored(ctx context.Context, c *minio.Client, name string) ([]byte, error) {
	obj, err := c.GetObject(ctx, "bucket", name, minio.GetObjectOptions{}) // want "`c.GetObject` leaves its response body open"
	if err != nil {
		return nil, err
	}
	return io.ReadAll(obj)
}
