import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { EmptyState } from './EmptyState';
import { sharedWords } from './words/words';

/** Catches what a screen throws while drawing, so that the frame around it stays usable. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <EmptyState title={sharedWords.brokenTitle} line={sharedWords.brokenLine}>
        <Button onClick={() => location.reload()}>{sharedWords.reload}</Button>
      </EmptyState>
    );
  }
}
