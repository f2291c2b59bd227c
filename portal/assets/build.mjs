// Builds static/dist: one style sheet, one script (with parts loaded on demand), the fonts and the
// icon. Names carry a hash of the content, so they may be cached for ever; manifest.json tells the
// portal which file a logical name ("app.css") stands for.
import { build, context } from "esbuild";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const here = import.meta.dirname;
const root = resolve(here, "../..");
const outdir = join(root, "static/dist");

const accents = (await readdir(join(here, "css/accents"))).map((name) => `css/accents/${name}`);

const options = {
  absWorkingDir: root,
  entryPoints: ["css/app.css", "js/app.js", "icons/icon.svg", ...accents].map((it) =>
    join(here, it),
  ),
  outdir,
  bundle: true,
  minify: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  loader: { ".woff2": "file", ".svg": "copy" },
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  assetNames: "fonts/[name]-[hash]",
  metafile: true,
  logLevel: "warning",
  plugins: [{ name: "after", setup: (esbuild) => esbuild.onEnd(finish) }],
};

async function finish({ errors, metafile }) {
  if (errors.length) return;
  await writeFile(
    join(outdir, "manifest.json"),
    JSON.stringify(manifest(metafile), null, 2) + "\n",
  );
  await compress();
}

/** Logical name → file in static/dist, for everything a template may ask for. */
function manifest({ outputs }) {
  const entries = Object.entries(outputs).flatMap(([output, { entryPoint, inputs }]) => {
    const file = relative(outdir, join(root, output));
    if (entryPoint) return [[basename(entryPoint), file]];
    if (file.startsWith("fonts/")) return [[`fonts/${basename(Object.keys(inputs)[0])}`, file]];
    return [];
  });
  return Object.fromEntries(entries.sort());
}

/** The server hands out x.css.gz instead of x.css; fonts are compressed already. */
async function compress() {
  const names = (await readdir(outdir)).filter((name) => /\.(css|js|svg)$/.test(name));
  await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(outdir, name));
      await writeFile(join(outdir, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }),
  );
}

await rm(outdir, { recursive: true, force: true });
if (process.argv.includes("--watch")) await (await context(options)).watch();
else await build(options);
