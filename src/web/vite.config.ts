/// <reference types="vitest/config" />
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.ROSTERLINE_API ?? 'http://localhost:5080';
const forwarded = { target: server, changeOrigin: false };

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: '../Rosterline/wwwroot',
    emptyOutDir: true,
    // Deliberate: the content policy forbids data: scripts and fonts, so nothing is inlined
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: 5173,
    proxy: {
      '/api': forwarded,
      '/start': forwarded,
      '/sso': forwarded,
      '/set-up-step': forwarded,
      '/openapi': forwarded,
      '/live': { ...forwarded, ws: true },
    },
  },
  preview: {
    // As the server sends it, so that what would be refused there is refused here
    headers: {
      'Content-Security-Policy':
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
