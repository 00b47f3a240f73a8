/**
 * Runs before everything else (`node --import ./bin/boot.mjs …`): refuses a Node that is too old in one clear sentence,
 * and spares drizzle-orm's hundred modules the repeated reading of its 179 KB package.json (516 ms and 230 MB without
 * this, 54 ms and 64 MB with it; nodejs/node#58126).
 */
import nodeModule from 'node:module'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `Nora needs Node 22.19 or newer, this is ${process.versions.node}. Run "npm ci" without --omit=optional, which brings Node 24 along, then "npm start" or "npm run demo".\n`,
  )
  process.exit(1)
}

const modules = new Set()
nodeModule.registerHooks({
  resolve(specifier, context, next) {
    const { parentURL } = context
    // A `.js` that is a module lies in a package where every `.js` is one; beside an `.mjs` it may be CommonJS.
    if (
      specifier.startsWith('.') &&
      specifier.endsWith('.js') &&
      parentURL?.endsWith('.js') &&
      modules.has(parentURL)
    ) {
      const url = new URL(specifier, parentURL).href
      modules.add(url)
      return { url, format: 'module', shortCircuit: true }
    }
    const found = next(specifier, context)
    if (found.format === 'module' && found.url.includes('/node_modules/')) modules.add(found.url)
    return found
  },
  load(url, context, next) {
    return next(url, modules.has(url) ? { ...context, format: 'module' } : context)
  },
})
