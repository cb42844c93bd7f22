using System.Globalization;

namespace Rosterline.Bench;

/// <summary>What scripts/bench tells the driver.</summary>
sealed record Options
{
    public Uri Url { get; private set; } = new("http://127.0.0.1:5080");

    public string DataFolder { get; private set; } = "data";

    public int App { get; private set; }

    public int Seconds { get; private set; } = 10;

    public string Only { get; private set; } = "";

    public int Conversations { get; private set; } = 200_000;

    public int Texts { get; private set; } = 20_000;

    /// <summary>Measures on an agency after three years and nothing else.</summary>
    public bool Large { get; private set; }

    /// <summary>Of the large agency its people alone: their lists, searches, counts and groups.</summary>
    public bool People { get; private set; }

    /// <summary>How long a transaction stays open beside dispatch.</summary>
    public int Hold { get; private set; } = 20;

    /// <summary>How many texts have passed through the queue since that transaction began.</summary>
    public int Passed { get; private set; } = 400_000;

    public string? Out { get; private set; }

    public static Options Read(string[] args)
    {
        var read = new Options();
        for (var i = 0; i + 1 < args.Length; i += 2) read.Set(args[i], args[i + 1]);
        return read;
    }

    void Set(string name, string value)
    {
        switch (name)
        {
            case "--url": Url = new Uri(value); break;
            case "--data": DataFolder = value; break;
            case "--app": App = Number(value); break;
            case "--seconds": Seconds = Number(value); break;
            case "--only": Only = value; break;
            case "--conversations": Conversations = Number(value); break;
            case "--texts": Texts = Number(value); break;
            case "--large": Large = bool.Parse(value); break;
            case "--people": People = Large = bool.Parse(value); break;
            case "--hold": Hold = Number(value); break;
            case "--passed": Passed = Number(value); break;
            case "--out": Out = value; break;
            default: throw new ArgumentException($"There is no option {name}.");
        }
    }

    static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
