// Command gongkai turns published budget disclosures into checked data.
package main

func main() {}
