namespace Rosterline.Bench.Large;

/// <summary>SQL that writes names and texts as agencies know them, the same on every run: words of every frequency, from “you” to a surname.</summary>
static class LargeWords
{
    static readonly string[] First =
    [
        "James", "Mary", "José", "Linda", "Michael", "Patricia", "Robert", "Jennifer", "David", "Elizabeth", "Carlos", "Barbara", "Richard", "Susan", "Joseph", "Jessica", "Thomas",
        "Karen", "Luis", "Sarah", "Daniel", "Lisa", "Matthew", "Nancy", "Anthony", "Sandra", "Mark", "Ashley", "Steven", "Kimberly", "Andrew", "Emily", "Paul", "Donna", "Joshua",
        "Michelle", "Kenneth", "Carol", "Kevin", "Amanda", "Brian", "Melissa", "Ronald", "Deborah", "Timothy", "Stephanie", "Jason", "Rebecca", "Jeffrey", "Laura", "Ryan", "Maria",
    ];

    static readonly string[] LastBegin =
    [
        "Ander", "Bar", "Car", "Dal", "Ed", "Fer", "Gar", "Hol", "Ir", "John", "Ken", "Lar", "Mor", "Nel", "Ols", "Pet", "Quin", "Rob", "San", "Tur", "Ull", "Var", "Wal", "Yor", "Zim",
        "Ash", "Black", "Clay", "Dun", "Elling", "Frank", "Green", "Harring", "Jen", "Kirk", "Lang", "Mil", "North", "Oak", "Pem",
    ];

    static readonly string[] LastEnd =
    [
        "son", "ton", "ley", "man", "berg", "field", "well", "ford", "worth", "by", "dale", "shaw", "wick", "ham", "land", "low", "stein", "kins", "nett", "nez", "vich", "strom",
        "gard", "mond", "bury", "croft", "wood", "house", "mer", "ers", "ings", "ard", "ell", "ock", "ano", "etti", "eau", "ski", "sen", "as",
    ];

    static readonly string[] Places =
    [
        "the dock", "gate 4", "warehouse B", "the north entrance", "Riverside", "the Springfield plant", "St. Mary's", "the clinic on Fifth", "the main office", "terminal 2",
        "the bakery", "Lakeview", "the distribution center", "aisle 9", "the front desk", "Building C", "the cold store", "the job site on Elm", "Oakdale", "the training room",
    ];

    static readonly string[] Middles =
    [
        "can you work a shift on Monday at 7", "your shift starts tomorrow at 6", "I can be there at six", "are you available this weekend", "yes I can work", "no sorry I am busy that day",
        "please bring your forklift license", "I sent the documents by email", "did you get my timesheet", "we need two more people for nights", "the client asked for you again",
        "thanks see you Monday", "I am running late by ten minutes", "how much does it pay", "it pays 19 dollars an hour", "the interview is on Thursday at 2", "call me when you are free",
        "what should I wear", "steel toe boots and a vest please", "I have a question about my check", "your check was mailed on Friday", "is there overtime this week",
        "yes overtime on Saturday", "my car broke down", "can I start next week instead", "the orientation takes two hours", "ask for the supervisor", "please confirm with yes",
        "confirmed", "see you there", "the background check came back clear", "we are still waiting for your references", "who is my contact there", "parking is behind the building",
        "I would like to keep this assignment", "they extended you through March", "sorry wrong day I meant Tuesday", "do you have openings for a welder", "we have a nurse position open",
        "let me check and get back to you",
    ];

    static readonly string[] Ends = ["", ".", " thanks", "!", " please let me know", " ok?", " - talk soon", " have a great day", "", ""];

    /// <summary>Every surname there is, common and rare.</summary>
    public static IReadOnlyList<string> Surnames { get; } = [.. from begin in LastBegin from end in LastEnd select begin + end];

    public static string FirstName(string n) => Pick(First, n, 1);

    public static string LastName(string n) => $"({Pick(LastBegin, n, 2)} || {Pick(LastEnd, n, 3)})";

    public static string Place(string n) => Pick(Places, n, 4);

    /// <summary>Every thirtieth text names somebody, every tenth an order.</summary>
    public static string Body(string n) => $"""
        case (hashint8({n} + 5) & 2147483647) % 3 when 0 then 'Hi ' || {FirstName(n)} || ', ' else '' end || {Pick(Middles, n, 6)}
          || case (hashint8({n} + 7) & 2147483647) % 4 when 0 then ' at ' || {Place(n)} else '' end
          || case (hashint8({n} + 8) & 2147483647) % 30 when 0 then ' with ' || {LastName(n)} else '' end
          || case (hashint8({n} + 9) & 2147483647) % 10 when 0 then ', order ' || 1000 + (hashint8({n} + 10) & 2147483647) % 9000 else '' end || {Pick(Ends, n, 11)}
        """;

    // The square of a share: the first of a list are said far more often than the last, as in life.
    static string Pick(string[] list, string n, int salt) =>
        $"(array['{string.Join("','", list.Select(word => word.Replace("'", "''", StringComparison.Ordinal)))}'])[1 + floor({list.Length} * power((hashint8({n} * 31 + {salt}) & 2147483647) / 2147483648.0::float8, 2))::int]";
}
