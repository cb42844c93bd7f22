import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { queryClient } from './api/queries';
import { Frame } from './frame/Frame';
import { Screens } from './frame/Screens';
import { TextPanelHost } from './people/texting/TextPanelHost';
import { SendWindowHost } from './sending/window/SendWindowHost';
import { SessionGate } from './session/SessionGate';
import { ErrorBoundary } from './shared/ErrorBoundary';
import { cssVariables, theme } from './theme';

/** The whole web app: look, server state, who is signed in, and the frame around the screens. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-center" limit={3} />
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          <SessionGate>
            <Frame><Screens /></Frame>
            <TextPanelHost />
            <SendWindowHost />
          </SessionGate>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
