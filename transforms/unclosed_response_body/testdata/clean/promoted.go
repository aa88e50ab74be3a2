// The types are not in sight: what is embedded in the result may be what is closed.
package promoted

import "github.com/moby/moby/client"

func attach(c *client.Client, id string) error {
	res, err := c.ContainerAttach(nil, id, client.ContainerAttachOptions{})
	if err != nil {
		return err
	}
	defer res.HijackedResponse.Close()
	return nil
}
