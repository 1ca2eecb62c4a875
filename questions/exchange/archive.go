package exchange

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"time"
)

// archive is a zip file of strangers. What it says of its sizes is checked, and
// what it holds is counted while it is read.
type archive struct {
	files    map[string]*zip.File
	manifest string // the path of imsmanifest.xml
	left     int64  // bytes that may still be unpacked
}

func openArchive(data []byte) (*archive, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if errors.Is(err, zip.ErrInsecurePath) {
		return nil, refuse("the package has a file whose name leads out of it")
	}
	if err != nil {
		return nil, refuse("the file is not a zip package, or is cut off")
	}
	if len(r.File) > maxEntries {
		return nil, refuse("the package has more than %d files", maxEntries)
	}
	a := &archive{files: map[string]*zip.File{}, left: maxUnpacked}
	var total uint64
	for _, f := range r.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if !soundPath(f.Name) {
			return nil, refuse("the package has a file whose name leads out of it")
		}
		if _, twice := a.files[f.Name]; twice {
			return nil, refuse("the package has two files of one name")
		}
		if total += f.UncompressedSize64; f.UncompressedSize64 > maxUnpacked || total > maxUnpacked {
			return nil, refuse("the package unpacks to more than %d MiB", maxUnpacked>>20)
		}
		a.files[f.Name] = f
		if path.Base(f.Name) == "imsmanifest.xml" && (a.manifest == "" || len(f.Name) < len(a.manifest)) {
			a.manifest = f.Name
		}
	}
	if a.manifest == "" {
		return nil, refuse("the package has no imsmanifest.xml: it is not a QTI package")
	}
	return a, nil
}

// soundPath reports whether a name stays inside the package and has one form.
func soundPath(name string) bool {
	return name != "" && !path.IsAbs(name) && path.Clean(name) == name &&
		name != ".." && !strings.HasPrefix(name, "../") && !strings.ContainsAny(name, "\\:\x00")
}

// errMissing is for a file that the package does not hold.
var errMissing = errors.New("the file is not in the package")

// read unpacks one file.
func (a *archive) read(name string) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, errMissing
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	limit := min(a.left, MaxBytes)
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if a.left -= int64(len(b)); int64(len(b)) > limit {
		return nil, refuse("the package unpacks to more than %d MiB, or one of its files to more than %d MiB",
			maxUnpacked>>20, MaxBytes>>20)
	}
	return b, err
}

// packer writes a zip file that is the same every time: the files in the order
// given, with one time for all.
type packer struct{ z *zip.Writer }

var packedAt = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

func (p packer) add(name string, content []byte) error {
	w, err := p.z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: packedAt})
	if err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}
