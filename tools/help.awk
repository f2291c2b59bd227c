# Lists the verbs of a Makefile: "##@ Group" begins a group, "verb: … ## text" is a line of it.
BEGIN { FS = ":.*## " }
/^##@ / { printf "%s%s\n", (groups++ ? "\n" : ""), substr($0, 5) }
/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $1, $2 }
