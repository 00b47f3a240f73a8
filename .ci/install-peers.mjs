/** Installs the stand-ins that the tests of `test/peers` speak to, where they are not there yet. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../test/peers', import.meta.url))
const { dependencies } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'))
if (!Object.keys(dependencies).every((name) => existsSync(`${folder}/node_modules/${name}`))) {
  const { status } = spawnSync('npm', ['ci', '--prefix', folder, '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  process.exitCode = status ?? 1
}
