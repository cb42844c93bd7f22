namespace Rosterline.Platform.Startup;

/// <summary>Why the start stops, in one line a person can act on. Printed as it is, without a stack trace.</summary>
public sealed class StartupException : Exception
{
    public StartupException()
    {
    }

    public StartupException(string message) : base(message)
    {
    }

    public StartupException(string message, Exception inner) : base(message, inner)
    {
    }
}
