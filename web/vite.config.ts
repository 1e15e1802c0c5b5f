import { fileURLToPath } from 'node:url';
import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { precompress } from './precompress.ts';

const gateway = process.env.GATEWAY_URL ?? 'http://127.0.0.1:4000';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [
    vue(),
    precompress(),
    ui({
      // Nothing is asked of another host: icons are in the bundle, the font too (main.css).
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
      // Every component is imported by name, so that types need no generated file.
      autoImport: false,
      dts: false,
      ui: {
        colors: { primary: 'teal', neutral: 'slate' },
        // On touch every target is 44 px.
        button: {
          slots: {
            base: 'cursor-pointer justify-center disabled:cursor-not-allowed pointer-coarse:min-h-11 pointer-coarse:min-w-11',
          },
        },
        // Beside the button that closes it.
        modal: { slots: { description: 'pe-10' } },
        slideover: { slots: { description: 'pe-10' } },
        input: { slots: { base: 'pointer-coarse:min-h-11' } },
        inputNumber: { slots: { base: 'pointer-coarse:min-h-11' } },
        radioGroup: { slots: { item: 'pointer-coarse:min-h-11' } },
        select: { slots: { base: 'pointer-coarse:min-h-11' } },
        dropdownMenu: { slots: { item: 'pointer-coarse:min-h-11 items-center' } },
      },
    }),
  ],
  resolve: { alias: { '~': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: { target: 'es2023', modulePreload: { polyfill: false } },
  server: {
    host: '127.0.0.1',
    proxy: {
      '/graphql': { target: gateway, ws: true },
      '/api': gateway,
      '/ical': gateway,
    },
  },
});
