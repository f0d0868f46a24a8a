// Command gongkai turns published budget disclosures into checked data.
package main

import "gongkai/cmd/cli"

func main() { cli.Main() }
