/**
 * What each shell has to know: with the words up to the cursor it calls the program, which answers a line for each
 * candidate, a tab between the word and what it means. Where there is none, the shell offers files.
 */
export const SCRIPTS = {
  // Bash begins another word at = and :, and replaces only what is behind.
  bash: `_serverless_scim() {
  local line="\${COMP_LINE:0:COMP_POINT}" now="\${COMP_WORDS[COMP_CWORD]}" word means
  local -a words
  read -ra words <<<"$line"
  [[ $line != *[[:space:]] ]] || words+=('')
  case $now in = | :) now= ;; esac
  local typed="\${words[\${#words[@]} - 1]}"
  COMPREPLY=()
  while IFS=$'\\t' read -r word means; do
    COMPREPLY+=("\${word#"\${typed%"$now"}"}")
  done < <("$1" candidates -- "\${words[@]:1}" 2>/dev/null)
}
complete -o default -F _serverless_scim serverless-scim`,
  zsh: `#compdef serverless-scim
_serverless_scim() {
  local line word means
  local -a found
  while IFS= read -r line; do
    word=\${line%%$'\\t'*} means=\${line#*$'\\t'}
    found+=("\${word//:/\\\\:}\${means:+:$means}")
  done < <("\${words[1]}" candidates -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( $#found )); then
    _describe serverless-scim found
  else
    compset -P '--*='
    _files
  fi
}
if [[ $funcstack[1] == _serverless_scim ]]; then _serverless_scim; else compdef _serverless_scim serverless-scim; fi`,
  fish: `function __serverless_scim
  set -l typed (commandline -ct)
  set -l found (serverless-scim candidates -- (commandline -opc)[2..-1] "$typed" 2>/dev/null)
  if count $found >/dev/null
    printf '%s\\n' $found
  else
    set -l option (string match -r -- '^--[^=]+=' $typed)
    __fish_complete_path (string replace -r -- '^--[^=]+=' '' "$typed") | string replace -r -- '^' "$option"
  end
end
complete -c serverless-scim -f -a '(__serverless_scim)'`,
} as const;

export const SHELLS = ['bash', 'zsh', 'fish'] as const satisfies readonly (keyof typeof SCRIPTS)[];
