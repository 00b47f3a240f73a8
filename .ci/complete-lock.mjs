/**
 * Completes package-lock.json after an `npm install` against a registry that lacks some other platforms' packages.
 *
 * npm leaves an optional package that it cannot find out of the lock file, and `npm ci` then refuses the whole file
 * ("Missing: … from lock file"), also on platforms that never need it. What is added is what npm itself writes, without
 * the hash, which it fills in where the package is found.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const check = process.argv.includes('--check')

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']

/** `binding-linux-arm-musleabihf` → linux, arm, musl. Null for packages that are for every platform. */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-')
  const os = SYSTEMS.find((s) => words.includes(s))
  const cpu = PROCESSORS.find((p) => words.includes(p))
  if (os === undefined || cpu === undefined) return null
  const libc = words.some((w) => w.startsWith('musl'))
    ? 'musl'
    : words.some((w) => w.startsWith('gnu'))
      ? 'glibc'
      : null
  return { cpu: [cpu], ...(libc !== null && os === 'linux' ? { libc: [libc] } : {}), os: [os] }
}

const added = []
for (const facts of Object.values(lock.packages))
  for (const [name, version] of Object.entries(facts.optionalDependencies ?? {})) {
    const platform = platformOf(name)
    const at = `node_modules/${name}`
    if (platform === null || lock.packages[at] !== undefined || !/^\d/.test(version)) continue
    const { cpu, ...rest } = platform
    lock.packages[at] = { version, cpu, ...(facts.dev ? { dev: true } : {}), license: 'MIT', optional: true, ...rest }
    added.push(name)
  }

if (added.length > 0 && check) {
  process.stderr.write(`package-lock.json lacks ${added.join(', ')}: run "node .ci/complete-lock.mjs".\n`)
  process.exitCode = 1
} else if (added.length > 0) {
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  process.stdout.write(`Added ${added.length} packages of other platforms.\n`)
}
