const MASK = '***'

/**
 * The arguments of a command with every password masked, for showing.
 *
 * @param name The command, in capitals.
 */
export function maskSecrets(name: string, args: readonly string[]): readonly string[] {
  switch (name) {
    case 'AUTH':
      return args.map(() => MASK)
    case 'HELLO':
      return maskAfter(args, /^auth$/i, 2)
    case 'MIGRATE':
      return maskAfter(maskAfter(args, /^auth$/i, 1), /^auth2$/i, 2)
    case 'CONFIG':
      return maskAfter(args, /^(requirepass|masterauth|.*-key-file-pass)$/i, 1)
    case 'ACL':
      // `>pass` and `<pass` are passwords, `#hash` and `!hash` their hashes.
      return args.map((arg) => (/^[><#!]/.test(arg) ? `${arg[0]}${MASK}` : arg))
    default:
      return args
  }
}

/** Masks up to `count` arguments behind each one that matches. */
function maskAfter(args: readonly string[], word: RegExp, count: number): readonly string[] {
  let left = 0
  return args.map((arg) => {
    if (left > 0) {
      left -= 1
      return MASK
    }
    if (word.test(arg)) left = count
    return arg
  })
}
