package example

import (
	"context"
	"errors"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/nats-io/nats.go"
	"github.com/redis/go-redis/v9"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	corev1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

// waitFor returns at the first event.
func waitFor(ctx context.Context, pods corev1.PodInterface) error {
	watcher, err := pods.Watch(ctx, metav1.ListOptions{}) // want "`pods.Watch` starts a watch that is never stopped"
	if err != nil {
		return err
	}
	for range watcher.ResultChan() {
		return nil
	}
	return errors.New("closed")
}

// changed waits for one change.
func changed(path string, timeout time.Duration) (bool, error) {
	watcher, err := fsnotify.NewWatcher() // want "`fsnotify.NewWatcher` starts a watch that is never stopped"
	if err != nil {
		return false, err
	}
	if err := watcher.Add(path); err != nil {
		return false, err
	}
	select {
	case <-watcher.Events:
		return true, nil
	case err := <-watcher.Errors:
		return false, err
	case <-time.After(timeout):
		return false, nil
	}
}

func message(ctx context.Context, client *redis.Client) (string, error) {
	pubsub := client.Subscribe(ctx, "news") // want "`client.Subscribe` starts a subscription that is never stopped"
	msg, err := pubsub.ReceiveMessage(ctx)
	if err != nil {
		return "", err
	}
	return msg.Payload, nil
}

func next(nc *nats.Conn, timeout time.Duration) (*nats.Msg, error) {
	sub, err := nc.SubscribeSync("news") // want "`nc.SubscribeSync` starts a subscription"
	if err != nil {
		return nil, err
	}
	return sub.NextMsg(timeout)
}

// The connection ends with the function, and its subscriptions with it.
func once(url string, timeout time.Duration) (*nats.Msg, error) {
	nc, err := nats.Connect(url)
	if err != nil {
		return nil, err
	}
	defer nc.Close()
	sub, err := nc.SubscribeSync("news") // want "`nc.SubscribeSync` starts a subscription"
	if err != nil {
		return nil, err
	}
	return sub.NextMsg(timeout)
}

func subscribe(nc *nats.Conn, subject string) *nats.Subscription {
	sub, err := nc.SubscribeSync(subject)
	if err != nil {
		panic(err)
	}
	return sub
}

func onceByHelper(url string, timeout time.Duration) (*nats.Msg, error) {
	nc, err := nats.Connect(url)
	if err != nil {
		return nil, err
	}
	defer nc.Close()
	sub := subscribe(nc, "news") // want "`subscribe` starts a subscription"
	return sub.NextMsg(timeout)
}

type service struct{ nc *nats.Conn }

// Whoever closes the service's connection ends it.
func (s *service) hear(timeout time.Duration) (*nats.Msg, error) {
	sub, err := s.nc.SubscribeSync("news") // want "`s.nc.SubscribeSync` starts a subscription"
	if err != nil {
		return nil, err
	}
	return sub.NextMsg(timeout)
}

func within(run func(func(nc *nats.Conn))) {
	run(func(nc *nats.Conn) {
		sub, err := nc.SubscribeSync("news") // want "`nc.SubscribeSync` starts a subscription"
		if err != nil {
			panic(err)
		}
		_, _ = sub.NextMsg(time.Second)
	})
}
