// Is this Node.js new enough, and are the packages there? Every command asks before it loads anything else. Node.js 6
// can still read this file, and it imports nothing but Node's oldest modules. Types: installation.d.cts.
'use strict'
const childProcess = require('child_process')
const fs = require('fs')
const path = require('path')

const ROOT = path.join(__dirname, '..', '..')
const SYSTEM = `${process.platform}-${process.arch}`

/** Commands that need what `npm install --omit=dev` leaves out. */
const NEED_ALL = ['start', 'test', 'mutants', 'check', 'docs', 'compare', 'bench']

/** Packages that run a program of their own, one for each system, and the package that uses them. */
const NATIVE = [
  { name: 'esbuild', user: 'tsx' },
  { name: 'rolldown', user: 'vite', commands: ['start', 'test', 'docs'] },
  { name: '@biomejs/biome', commands: ['check'] },
]

/** How long trying out a package may take, in milliseconds. */
const TRIAL_MS = 30000

function manifestOf(folder) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  } catch (_missing) {
    return undefined
  }
}

/** The folder that `require` would find a package in, from a folder on. */
function find(name, from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'node_modules', name)
    if (fs.existsSync(path.join(found, 'package.json'))) return fs.realpathSync(found)
    if (folder === path.dirname(folder)) return undefined
  }
}

function numbersOf(version) {
  return version.replace(/^\D+/, '').split('.').map(Number)
}

/** Whether a version is in a range like `^20.19.0 || >=22.12.0`. */
function inRange(version, range) {
  const mine = numbersOf(version)
  return range.split('||').some((part) => {
    const least = numbersOf(part.trim())
    if (mine[0] !== least[0]) return mine[0] > least[0] && part.trim().startsWith('>=')
    return mine[1] > least[1] || (mine[1] === least[1] && (mine[2] || 0) >= (least[2] || 0))
  })
}

/** A range for people: `22.12 or later (20.19 works as well)`. */
function inWords(range) {
  const oldest = range.split('||').map((part) => numbersOf(part.trim()).slice(0, 2).join('.'))
  const last = oldest.pop()
  return `${last} or later${oldest.length > 0 ? ` (${oldest.join(' and ')} works as well)` : ''}`
}

function nodeFault(version, manifest) {
  const range = manifest.engines.node
  if (inRange(version, range)) return undefined
  return {
    found: `${version}, but the workbook needs ${inWords(range)}`,
    advice: 'Install a newer one from https://nodejs.org/',
  }
}

/** Whether the program that a package brings for this system is missing. */
function lacksProgram(native, root) {
  const from = native.user ? find(native.user, root) : root
  const folder = from && find(native.name, from)
  const manifest = folder && manifestOf(folder)
  if (!manifest) return true
  const ours = new RegExp(`(^|[-/])${SYSTEM}($|-)`)
  const names = Object.keys(manifest.optionalDependencies || {}).filter((name) => ours.test(name))
  return names.length > 0 && !names.some((name) => find(name, folder))
}

function missing(names, root) {
  return Object.keys(names || {}).filter((name) => !manifestOf(path.join(root, 'node_modules', name)))
}

/** `a`, `a and b`, `a, b and 3 more` */
function listed(names) {
  if (names.length <= 2) return names.join(' and ')
  return names.length === 3
    ? `${names[0]}, ${names[1]} and ${names[2]}`
    : `${names[0]}, ${names[1]} and ${names.length - 2} more`
}

/**
 * One sentence about what keeps a command from running, or undefined. It takes a few milliseconds, so it looks whether
 * things are there and tries nothing out; `examine` does.
 */
function faultOf(command, options) {
  const root = (options && options.root) || ROOT
  const version = (options && options.version) || process.versions.node
  const manifest = manifestOf(root)
  const node = nodeFault(version, manifest)
  if (node) {
    return `The workbook needs Node.js ${inWords(manifest.engines.node)}, and this is ${version}. Install a newer one from https://nodejs.org/`
  }
  if (!fs.existsSync(path.join(root, 'node_modules'))) {
    return "The workbook's packages aren't installed yet. Type: npm install"
  }
  const absent = missing(manifest.dependencies, root)
  if (absent.length > 0) return `${listed(absent)} ${isOrAre(absent)} not installed. Type: npm install`
  const needsAll = NEED_ALL.indexOf(command) >= 0
  const absentTools = needsAll ? missing(manifest.devDependencies, root) : []
  if (absentTools.length > 0) {
    return `${nameOf(command)} needs ${listed(absentTools)}, which ${isOrAre(absentTools)} not installed. Type: npm install --include=dev`
  }
  for (const native of NATIVE) {
    if (native.commands && native.commands.indexOf(command) < 0) continue
    if (lacksProgram(native, root)) {
      return `${native.name} has no program for this system (${SYSTEM}): were the packages installed on another one? Type: npm ci`
    }
  }
  return undefined
}

function isOrAre(names) {
  return names.length === 1 ? 'is' : 'are'
}

function nameOf(command) {
  return command === 'test' ? 'npm test' : `npm run ${command}`
}

/** The packages that a command is loaded with. */
const LOADERS =
  /node_modules[\\/](tsx|esbuild|@esbuild|vite|vitest|@vitest|rolldown|@rolldown|lightningcss)[\\/]/

/** One sentence about an error that came while a command was loaded; undefined when its packages are not the reason. */
function loadFault(error) {
  const { code, message, stack } = Object(error)
  const frame = /^ +at .*$/m.exec(String(stack).replace(/^ +at .*node:internal.*$/gm, ''))
  const ofPackages = /MODULE_NOT_FOUND$|^ERR_DLOPEN_FAILED$/.test(code) || (frame && LOADERS.test(frame[0]))
  if (!ofPackages) return undefined
  if (ROOT.indexOf('?') >= 0) {
    return `The compiler can't load files from a folder with ? in its name, and this workbook is in ${ROOT}. Move it to another folder.`
  }
  const [line] = String(message).trim().split('\n')
  return `A part of the workbook can't be loaded: ${line}\nTo install the packages again, type: npm ci. To find out more, type: npm run doctor`
}

/** Runs a piece of code in a process of its own; resolves with what it complained of, or undefined. */
function trial(code, cwd) {
  return new Promise((resolve) => {
    const options = { cwd, timeout: TRIAL_MS, env: Object.assign({}, process.env, { NODE_OPTIONS: '' }) }
    childProcess.execFile(process.execPath, ['-e', code], options, (error, _stdout, stderr) => {
      if (!error) return resolve(undefined)
      const line = /^(?:\w*Error[^:\n]*: *)?(.+)$/m.exec((/^\s*\w*Error.*$/m.exec(stderr) || [stderr])[0])
      resolve((line && line[1].trim()) || 'it ends with an error')
    })
  })
}

/** What is looked at and tried out, in this order. */
const PARTS = [
  { what: 'node-redis', packages: ['redis'] },
  { what: 'ioredis', packages: ['ioredis'] },
  { what: 'embedded server', packages: ['js-redis-server'] },
  {
    what: 'all commands',
    packages: ['tsx'],
    native: 'esbuild',
    code: "require('esbuild').transformSync('')",
  },
  {
    what: 'npm test',
    packages: ['vitest', 'vite'],
    native: 'rolldown',
    code: "import('vite').catch((error) => { console.error(String(error)); process.exit(1) })",
    dev: true,
  },
  {
    what: 'npm run check',
    packages: ['@biomejs/biome', 'typescript'],
    native: '@biomejs/biome',
    code: "require('child_process').execFileSync(process.execPath, [require.resolve('@biomejs/biome/bin/biome'), '--version'])",
    dev: true,
    contributors: true,
  },
]

function examinePart(part, manifest, root, tries) {
  const bad = part.contributors ? 'missing' : 'wrong'
  const all = Object.assign({}, manifest.dependencies, manifest.devDependencies)
  const folders = part.packages.map((name) => path.join(root, 'node_modules', name))
  const manifests = folders.map(manifestOf)
  const absent = part.packages.filter((_name, at) => !manifests[at])
  const finding = (state, found, advice) =>
    Object.assign({ state, what: part.what, found }, advice && { advice })
  if (absent.length > 0) {
    const advice = part.dev ? 'Type: npm install --include=dev' : 'Type: npm install'
    return Promise.resolve(finding(bad, `${listed(absent)} ${isOrAre(absent)} not installed`, advice))
  }
  const other = part.packages.filter((name, at) => all[name] && all[name] !== manifests[at].version)
  if (other.length > 0) {
    const at = part.packages.indexOf(other[0])
    return Promise.resolve(
      finding(bad, `${other[0]} ${manifests[at].version}, and ${all[other[0]]} is needed`, 'Type: npm ci'),
    )
  }
  const found = part.packages.map((name, at) => `${name} ${manifests[at].version}`).join(', ')
  const native = NATIVE.filter((one) => one.name === part.native)[0]
  if (native && lacksProgram(native, root)) {
    return Promise.resolve(
      finding(bad, `${part.native} has no program for this system (${SYSTEM})`, 'Type: npm ci'),
    )
  }
  if (!part.code || !tries) return Promise.resolve(finding('good', found))
  return trial(part.code, fs.realpathSync(folders[0])).then((complaint) =>
    complaint
      ? finding(bad, `${part.native} doesn't run: ${complaint}`, 'Type: npm ci')
      : finding('good', found),
  )
}

/**
 * Node.js and the packages, as findings for `npm run doctor`. What runs a program of its own is tried out, unless
 * Node.js is too old for it anyway.
 */
function examine(options) {
  const root = (options && options.root) || ROOT
  const version = (options && options.version) || process.versions.node
  const manifest = manifestOf(root)
  const old = nodeFault(version, manifest)
  const node = Object.assign({ state: old ? 'wrong' : 'good', what: 'Node.js', found: version }, old)
  if (!fs.existsSync(path.join(root, 'node_modules'))) {
    const packages = {
      state: 'wrong',
      what: 'packages',
      found: 'not installed yet',
      advice: 'Type: npm install',
    }
    return Promise.resolve([node, packages])
  }
  return Promise.all(PARTS.map((part) => examinePart(part, manifest, root, !old))).then((findings) => {
    const told = PARTS.reduce((names, part) => names.concat(part.packages), [])
    const others = missing(Object.assign({}, manifest.dependencies, manifest.devDependencies), root).filter(
      (name) => told.indexOf(name) < 0,
    )
    if (others.length === 0) return [node].concat(findings)
    const dev = others.every((name) => !(name in manifest.dependencies))
    return [node].concat(findings, {
      state: 'wrong',
      what: 'other packages',
      found: `${listed(others)} ${isOrAre(others)} not installed`,
      advice: dev ? 'Type: npm install --include=dev' : 'Type: npm install',
    })
  })
}

module.exports = { examine, faultOf, loadFault }
