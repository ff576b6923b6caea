export const HELP = `Usage: aether <command> --url <address> --user <name> [options]

Publishes a WordPress site to all providers that are switched on in Settings → Aether.

Commands
  publish                        Render the site and send it to every provider.
  plan                           Show what publish would send and remove; change nothing.
  bundle [file]                  Write the site as a bundle for WordPress Playground. Default: blueprint.zip.
  providers                      List the providers and what is switched on.
  releases                       List the releases that can be brought back.
  rollback <provider> [release]  Bring back a release; without its id, the one before the active one.
  doctor                         Check everything that a publish needs.

Connection
  --url <address>           The site. Also AETHER_URL.
  --user <name>             A WordPress user who may publish. Also AETHER_USER.
  --password-file <file>    File with an application password; "-" reads standard input.
  --password <password>     Other users of this machine can see it; better use AETHER_PASSWORD.

Options
  --only <provider>         Only this provider; can be repeated.
  --environment <id>        For publish and plan: only the providers of this environment.
  --type <type>             For releases and rollback. Default: static_site.
  --take-over               Take the site from a publish that has gone silent.
  --accept-findings <codes> Publish with these errors, "all" for any; it is kept in the record.
  --budget <MB>             For bundle: megabytes of files; the largest media are left out beyond it. Default: 100.
  --post-types <names>      For bundle: only entries of these types, or "all". Default: what the site's settings say.
  --entries <ids>           For bundle: only these entries, and those of --post-types.
  --dry-run                 For bundle: say how large it would be and what it would lack; write nothing.
  --concurrency <number>    Pages fetched at once.
  --timeout <seconds>       Longest time for one page. Default: 60.
  --trace <file>            Write one line of JSON for each request to the front end.
  --json                    One JSON object per line on standard output.
  -v, --verbose             Also say what the providers log.
  -h, --help                This text.
  --version                 The version.

An application password comes from Users → Profile → Application Passwords. A provider's secrets stay in WordPress, which
sends what needs them; or they come from variables such as AETHER_SECRET_GITLAB_PERSONAL_ACCESS_TOKEN.

Exit codes
  0    Everything was published.
  1    Nothing was published, or the command failed.
  2    Some providers were published to, others failed.
  64   The command line was wrong.
  130  Cancelled.
`;
