// An independent reader: Go's own checksum database code (golang.org/x/mod/sumdb) reads what we publish.
//
//	reader DIR OLD RECEIPT...
//
// DIR holds the published files, OLD is an earlier head. Everything that is read is proven against the signed head.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func try(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// files reads tiles as tlog-tiles lays them out: height 8, and no height in the path.
type files string

func (dir files) Height() int { return 8 }

func (dir files) SaveTiles([]tlog.Tile, [][]byte) {}

func (dir files) ReadTiles(tiles []tlog.Tile) (found [][]byte, err error) {
	for _, tile := range tiles {
		content, err := os.ReadFile(dir.path(strconv.Itoa(tile.L), tile))
		if err != nil {
			return nil, err
		}
		found = append(found, content)
	}
	return found, nil
}

func (dir files) path(level string, tile tlog.Tile) string {
	number := fmt.Sprintf("%03d", tile.N%1000)
	for n := tile.N / 1000; n > 0; n /= 1000 {
		number = fmt.Sprintf("x%03d/%s", n%1000, number)
	}
	if tile.W < 256 {
		number += fmt.Sprintf(".p/%d", tile.W)
	}
	return filepath.Join(string(dir), "tile", level, number)
}

func head(text []byte, keys note.Verifiers) tlog.Tree {
	signed, err := note.Open(text, keys)
	try(err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	try(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	try(err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

func read(path string) []byte {
	content, err := os.ReadFile(path)
	try(err)
	return content
}

func main() {
	dir := files(os.Args[1])
	vkey := strings.Split(strings.TrimSpace(string(read(filepath.Join(os.Args[1], "vkey")))), "\n")[0]
	key, err := note.NewVerifier(vkey)
	try(err)
	keys := note.VerifierList(key)
	now, old := head(read(filepath.Join(os.Args[1], "checkpoint")), keys), head(read(os.Args[2]), keys)
	hashes := tlog.TileHashReader(now, dir)

	proof, err := tlog.ProveTree(now.N, old.N, hashes)
	try(err)
	try(tlog.CheckTree(proof, now.N, now.Hash, old.N, old.Hash))

	for start := int64(0); start < now.N; start += 256 {
		width := 256
		if now.N-start < 256 {
			width = int(now.N - start)
		}
		bundle := read(dir.path("entries", tlog.Tile{N: start / 256, W: width}))
		for index := start; len(bundle) > 0; index++ {
			length := binary.BigEndian.Uint16(bundle)
			record := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			proof, err := tlog.ProveRecord(now.N, index, hashes)
			try(err)
			try(tlog.CheckRecord(proof, now.N, now.Hash, index, tlog.RecordHash(record)))
		}
	}

	for _, file := range os.Args[3:] {
		receipt(read(file), keys)
	}
	fmt.Printf("%d leaves, %d receipts\n", now.N, len(os.Args)-3)
}

func receipt(text []byte, keys note.Verifiers) {
	top, signed, _ := strings.Cut(string(text), "\n\n")
	lines := strings.Split(top, "\n")
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	try(err)
	_, rest, _ := strings.Cut(string(extra), `"entry":`)
	entry, err := strconv.QuotedPrefix(rest)
	try(err)
	record, err := strconv.Unquote(entry)
	try(err)
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	try(err)
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		try(err)
		proof = append(proof, hash)
	}
	tree := head([]byte(signed), keys)
	try(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash([]byte(record))))
}
