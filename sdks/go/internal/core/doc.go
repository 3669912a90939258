// Package core is the hand-written half of the SDK: JSON, HTTP, retries, streams and bulk calls. It knows nothing of the
// API; the generated package around it names the operations, types and errors.
package core
