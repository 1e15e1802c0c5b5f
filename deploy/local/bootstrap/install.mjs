import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { inRepository, projectNode, repository } from './paths.mjs';

const log = inRepository('.roomnight', 'log', 'npm-ci.log');

/** Installs the dependencies when they are missing or older than package-lock.json. Throws a sentence to act on. */
export async function installIfNeeded() {
  checkNode();
  if (!isInstalled()) await install();
  if (spawnSync(projectNode, ['--version']).status !== 0) {
    throw new Error(
      'npm installed the packages but not the Node 24 among them (package "node"). ' +
        'Its install script may be blocked: allow install scripts (npm config delete ignore-scripts), delete node_modules and try again.',
    );
  }
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new Error(`Node 20 or newer is needed; this is ${process.version}.`);
}

function isInstalled() {
  const installed = inRepository('node_modules', '.package-lock.json');
  return (
    existsSync(installed) &&
    statSync(installed).mtimeMs >= statSync(inRepository('package-lock.json')).mtimeMs
  );
}

async function install() {
  const began = Date.now();
  const elapsed = () => `${Math.round((Date.now() - began) / 1000)} s`;
  console.log('  Installing packages (about 1,100) …');
  const beat = setInterval(
    () => console.log(`  Installing packages … ${packageCount()}${elapsed()}`),
    10_000,
  );
  const failure = await npmCi();
  clearInterval(beat);
  if (failure) throw new Error(`npm ci failed. Its last lines (all of them: ${log}):\n${failure}`);
  console.log(`✓ Installing packages (${elapsed()})`);
}

function packageCount() {
  const folder = inRepository('node_modules');
  return existsSync(folder) ? `${readdirSync(folder).length} folders, ` : '';
}

/** @returns {Promise<string>} its last lines if it failed, else nothing */
function npmCi() {
  mkdirSync(inRepository('.roomnight', 'log'), { recursive: true });
  writeFileSync(log, '');
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: repository,
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.on('data', (chunk) => {
      appendFileSync(log, chunk);
      output = (output + chunk).slice(-2_000);
    });
  }
  return new Promise((resolve) => {
    npm.once('error', (error) => resolve(`    npm could not be started: ${error.message}`));
    npm.once('close', (code) => resolve(code === 0 ? '' : output));
  });
}
