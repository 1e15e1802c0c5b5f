import './main.css';
import ui from '@nuxt/ui/vue-plugin';
import urql from '@urql/vue';
import { createApp } from 'vue';
import App from './App.vue';
import { client } from './graphql/client.ts';
import { router } from './router.ts';

createApp(App).use(router).use(ui).use(urql, client).mount('#app');
