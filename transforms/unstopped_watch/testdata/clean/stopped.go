// Stopped on every path, or somebody else's to stop.
package example

import (
	"context"

	"github.com/fsnotify/fsnotify"
	"github.com/nats-io/nats.go"
	"github.com/redis/go-redis/v9"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/watch"
	corev1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

func deferred(ctx context.Context, pods corev1.PodInterface) error {
	watcher, err := pods.Watch(ctx, metav1.ListOptions{})
	if err != nil {
		return err
	}
	defer watcher.Stop()
	<-watcher.ResultChan()
	return nil
}

func returned(ctx context.Context, pods corev1.PodInterface) (watch.Interface, error) {
	return pods.Watch(ctx, metav1.ListOptions{})
}

// The caller gets its channel, and nobody else can stop it: a leak of another kind.
func events(ctx context.Context, pods corev1.PodInterface) (<-chan watch.Event, error) {
	watcher, err := pods.Watch(ctx, metav1.ListOptions{})
	if err != nil {
		return nil, err
	}
	return watcher.ResultChan(), nil
}

func background(path string, changed func()) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	go func() {
		defer watcher.Close()
		for range watcher.Events {
			changed()
		}
	}()
	return watcher.Add(path)
}

func forGood(nc *nats.Conn, handle func(*nats.Msg)) error {
	_, err := nc.Subscribe("news", handle)
	return err
}

func drained(nc *nats.Conn, c chan *nats.Msg) error {
	sub, err := nc.ChanSubscribe("news", c)
	if err != nil {
		return err
	}
	defer sub.Drain()
	<-c
	return nil
}

func each(ctx context.Context, client *redis.Client, handle func(string)) {
	pubsub := client.Subscribe(ctx, "news")
	defer pubsub.Close()
	for msg := range pubsub.Channel() {
		handle(msg.Payload)
	}
}
