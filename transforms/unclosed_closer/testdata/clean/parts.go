// Each part has an error of its own, and none of them tells whether the whole is there.
package parts

import "net"

type group struct{ all []net.Listener }

func listen(addrs []string) (g *group, errs []error) {
	errs = make([]error, len(addrs))
	var all []net.Listener
	for i, addr := range addrs {
		ln, err := net.Listen("tcp", addr)
		if err != nil {
			errs[i] = err
			continue
		}
		all = append(all, ln)
	}
	if len(all) == 0 {
		return g, errs
	}
	g = &group{all: all}
	return g, errs
}

func (g *group) Close() {
	for _, ln := range g.all {
		ln.Close()
	}
}

func (g *group) size() int { return len(g.all) }

func one() int {
	g, _ := listen([]string{"a:1"})
	defer g.Close()
	return g.size()
}

func two() int {
	g, _ := listen([]string{"a:1", "b:1"})
	defer g.Close()
	return g.size()
}

func three() int {
	g, _ := listen(nil)
	defer g.Close()
	return g.size()
}

func four() int {
	g, _ := listen([]string{"c:1"})
	defer g.Close()
	return g.size()
}

var served *group

func serve(addrs []string) bool {
	g, errs := listen(addrs)
	var found bool
	for _, err := range errs {
		found = found || err == nil
	}
	if !found {
		return false
	}
	served = g
	return true
}
