package core

import "io"

// upload is a body that is read while it is sent.
type upload struct {
	content io.Reader
	start   int64
	length  int64
	again   bool
}

func uploadOf(content io.Reader) *upload {
	u := &upload{content: content, length: -1}
	if sized, ok := content.(interface{ Len() int }); ok {
		u.length = int64(sized.Len())
	}
	seeker, ok := content.(io.Seeker)
	if !ok {
		return u
	}
	start, err := seeker.Seek(0, io.SeekCurrent)
	if err != nil {
		// Pipes have the method and cannot do it.
		return u
	}
	end, err := seeker.Seek(0, io.SeekEnd)
	if err == nil {
		_, err = seeker.Seek(start, io.SeekStart)
	}
	if err == nil {
		u.start, u.length, u.again = start, end-start, true
	}
	return u
}

func (u *upload) Open() (io.Reader, int64, error) {
	if seeker, ok := u.content.(io.Seeker); ok && u.again {
		if _, err := seeker.Seek(u.start, io.SeekStart); err != nil {
			return nil, 0, err
		}
	}
	return u.content, u.length, nil
}

func (u *upload) Again() bool { return u.again }

// Stream sets a body that is read while it is sent. It is sent again only when it can be rewound.
func (call *Call) Stream(body io.Reader) {
	if body == nil {
		call.refuse(InvalidArgument("%s: the body is missing", call.Operation.Name))
		return
	}
	if call.noMembers() {
		call.body = uploadOf(body)
	}
}
