// Bodies outside net/http that are closed or handed over.
package example

import (
	"context"
	"io"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/docker/docker/api/types/image"
	"github.com/docker/docker/client"
	"github.com/minio/minio-go/v7"
)

func object(ctx context.Context, c *s3.Client, in *s3.GetObjectInput) ([]byte, error) {
	out, err := c.GetObject(ctx, in)
	if err != nil {
		return nil, err
	}
	defer out.Body.Close()
	return io.ReadAll(out.Body)
}

func body(ctx context.Context, c *s3.Client, in *s3.GetObjectInput) (io.ReadCloser, error) {
	out, err := c.GetObject(ctx, in)
	if err != nil {
		return nil, err
	}
	return out.Body, nil
}

func pull(ctx context.Context, c *client.Client, ref string) error {
	progress, err := c.ImagePull(ctx, ref, image.PullOptions{})
	if err != nil {
		return err
	}
	defer func() { _ = progress.Close() }()
	_, err = io.Copy(io.Discard, progress)
	return err
}

func stored(ctx context.Context, c *minio.Client, name string) (*minio.Object, error) {
	return c.GetObject(ctx, "bucket", name, minio.GetObjectOptions{})
}
