namespace Rosterline.Providers;

/// <summary>A provider could not be read now; the job may try again later. The message may be shown and never holds a secret.</summary>
public sealed class ProviderUnavailableException(string words) : Exception(words);
