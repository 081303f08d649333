/** Stories: scripts of calls that a person can read and a program can run. docs/stories.md says how they are written. */
export { Contract } from './contract';
export type { Driver, DriverStream, Received, Refusal, Reply } from './driver';
export { StoryFailure } from './failure';
export { GrpcDriver } from './grpc-driver';
export type { Json, JsonObject } from './json';
export { loadStory } from './load';
export { runStory, type RunOptions } from './runner';
export type { Story } from './story';
