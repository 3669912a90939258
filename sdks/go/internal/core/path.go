package core

import (
	"strconv"
	"strings"
)

// pathTo names the place of an offset in a JSON text, such as `$.items[3].distance`. Only errors pay for it: nothing is
// tracked while decoding.
func pathTo(data []byte, offset int) string {
	var frames []frame
	for i := 0; i < min(offset, len(data)); i++ {
		switch c := data[i]; c {
		case '{', '[':
			frames = append(frames, frame{array: c == '['})
		case '}', ']':
			frames = frames[:max(0, len(frames)-1)]
		case ',':
			if len(frames) > 0 {
				frames[len(frames)-1].index++
			}
		case '"':
			end := endOfString(data, i)
			if len(frames) > 0 && isName(data, end) {
				frames[len(frames)-1].name = string(data[i+1 : end-1])
			}
			i = end - 1
		}
	}
	return printPath(frames)
}

type frame struct {
	array bool
	index int
	name  string
}

func printPath(frames []frame) string {
	var path strings.Builder
	path.WriteByte('$')
	for _, f := range frames[:min(len(frames), 20)] {
		switch {
		case f.array:
			path.WriteString("[" + strconv.Itoa(f.index) + "]")
		case f.name != "":
			path.WriteString("." + f.name)
		}
	}
	return path.String()
}

func endOfString(data []byte, start int) int {
	for i := start + 1; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(data)
}

func isName(data []byte, end int) bool {
	rest := strings.TrimLeft(string(data[end:min(len(data), end+8)]), " \t\r\n")
	return end >= 2 && strings.HasPrefix(rest, ":")
}
