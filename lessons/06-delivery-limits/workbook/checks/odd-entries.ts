/** Strings that a client or the protocol could change. */
export const ODD = {
  n: 'odd',
  empty: '',
  'a b': 'line\r\nend',
  '*': '-',
  ü: '好 $5 *3',
  constructor: '[object Object]',
}

export const READONLY = "READONLY You can't write against a read only replica."
