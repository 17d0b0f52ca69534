/**
 * Options of Node that loosen TLS or HTTP for the whole process, or write down what TLS hides. Who is trusted beside the
 * certificates that Node brings (NODE_EXTRA_CA_CERTS) is not among them: it takes no check away, and networks need it.
 */
const unsafeOptions: ReadonlySet<string> = new Set([
  ...['--tls-min-v1.0', '--tls-min-v1.1', '--tls-cipher-list', '--tls-keylog', '--insecure-http-parser'],
  ...['--use-openssl-ca', '--openssl-config', '--openssl-shared-config', '--openssl-legacy-provider'],
]);

/**
 * What in this process's environment would make payments unsafe, as one sentence that names it, or null. The variables
 * also reach programs that a shop's other software starts, so the till refuses rather than ignores them.
 */
export function environmentProblem(
  env: Readonly<Record<string, string | undefined>>,
  nodeArgs: readonly string[],
): string | null {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    return 'The environment variable NODE_TLS_REJECT_UNAUTHORIZED=0 switches the check of certificates off: remove it.';
  }
  const given = optionIn((env['NODE_OPTIONS'] ?? '').split(/[\s"']+/));
  if (given) return `The environment variable NODE_OPTIONS holds ${given}, which makes connections unsafe: remove it.`;
  const argument = optionIn(nodeArgs);
  return argument ? `Node was started with ${argument}, which makes connections unsafe: leave it out.` : null;
}

/** The first unsafe one, as Node itself would understand it. */
function optionIn(options: readonly string[]): string | undefined {
  return options
    .map((option) => option.replaceAll('_', '-').replace(/=.*$/, ''))
    .find((name) => unsafeOptions.has(name));
}
