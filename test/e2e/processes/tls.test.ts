import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const SCRIPT = fileURLToPath(new URL('./tls-in-a-process.ts', import.meta.url))
const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0

// Certificates are trusted by a process as a whole, so that this needs one of its own.
test.skipIf(!HAS_OPENSSL)('rediss:// goes by TLS (needs openssl, for a certificate)', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'workbook-tls-'))
  try {
    const key = join(folder, 'key.pem')
    const certificate = join(folder, 'certificate.pem')
    const made = spawnSync('openssl', [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '1',
      ],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
      ...['-keyout', key, '-out', certificate],
    ])
    expect(made.status, String(made.stderr)).toBe(0)
    const run = (trusted: string) =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT, key, certificate], {
        env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted },
        timeout: 30_000,
      })
    expect((await run(certificate)).stdout).toBe('localhost: OK PONG\n127.0.0.1: OK PONG\n')
    const untrusted = await run('')
    expect(untrusted.stdout).toBe('localhost: reset\n127.0.0.1: reset\n')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
