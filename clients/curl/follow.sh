#!/bin/sh
# What changed since since.txt, one answer a line, each user as it is now; since.txt goes on: sh follow.sh [folder]
set -eu
cd "${1:-.}"

get() {
  printf 'Authorization: Bearer %s\n' "$DIRECTORY_TOKEN" | curl -sS --retry 5 -H @- "$@"
}

more=true
while [ "$more" = true ]; do
  url="$DIRECTORY_URL/changes?expand=user&limit=1000&since=$(cat since.txt)"
  status=$(get -o changes.json -w '%{http_code}' "$url")
  if [ "$status" = 410 ]; then
    echo 'since.txt is not kept any more: run read-all.sh again'
    exit
  fi
  cat changes.json
  echo
  [ "$status" = 200 ] || exit 1
  # Whoever keeps a copy writes what came and this place in one transaction.
  sed -n 's/.*"next":"\([^"]*\)".*/\1/p' changes.json > since.txt
  more=$(sed -n 's/.*"more":\([a-z]*\).*/\1/p' changes.json)
done
rm changes.json
