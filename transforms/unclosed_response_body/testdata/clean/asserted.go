// Silent: the condition is a call that looks at the error, and closes where there is none.

package clean

import (
	"log"
	"net/http"
)

func noError(err error) bool {
	if err != nil {
		log.Print(err)
	}
	return err == nil
}

func asserted(u string) {
	resp, err := http.Get(u)
	if noError(err) {
		resp.Body.Close()
	}
}
