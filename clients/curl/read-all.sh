#!/bin/sh
# Every user as CSV into users.csv; since.txt says where the feed stood before: sh read-all.sh [folder]
set -eu
mkdir -p "${1:-.}"
cd "${1:-.}"

get() {
  printf 'Authorization: Bearer %s\n' "$DIRECTORY_TOKEN" | curl -sS --fail --retry 5 -H @- "$@"
}

get "$DIRECTORY_URL/users?limit=1" | sed -n 's/.*"changes":"\([^"]*\)".*/\1/p' > since.txt
url="$DIRECTORY_URL/users.csv?limit=1000"
: > users.csv
while [ -n "$url" ]; do
  get -D headers.txt "$url" >> users.csv
  url=$(sed -n 's/^[Ll]ink: <\([^>]*\)>; rel="next".*/\1/p' headers.txt)
done
rm headers.txt
echo "users.csv has $(($(grep -c '' users.csv) - 1)) lines of users"
