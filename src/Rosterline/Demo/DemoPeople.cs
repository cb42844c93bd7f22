using Rosterline.Platform;

namespace Rosterline.Demo;

/// <summary>One of the demo's people. <paramref name="Kind"/>: 0 candidate, 1 employee, 2 contact.</summary>
sealed record DemoPerson(Guid Id, string First, string Last, int Kind, int Branch, int Company, string Title, string? Language, string City, string State, PhoneNumber? Number)
{
    public string Name => $"{First} {Last}";
}

/// <summary>Five hundred people of nobody's life: made-up names, numbers that no one can have (555-0100 to 555-0189).</summary>
static class DemoPeople
{
    public const int Count = 500, Lucas = 0, Carlos = 1, Rosa = 2, Walter = 3, Nina = 4, Tony = 5;

    public static readonly string[] Companies =
    [
        "Harbor Street Logistics", "Oak Avenue Foods", "Delta Cold Storage", "Bluff City Packaging", "Volunteer Health Partners", "Cumberland Print",
        "North Star Assembly", "Lakeside Hotels", "Prairie Parts", "Riverbend Clinic",
    ];

    static readonly string[] FirstNames =
    [
        "Aaliyah", "Abel", "Adrian", "Alma", "Amir", "Andre", "Anita", "Bianca", "Brandon", "Camila", "Cedric", "Chloe", "Dario", "Deja", "Desmond", "Elena", "Eli", "Emeka",
        "Fatima", "Felix", "Gloria", "Grace", "Hector", "Imani", "Ines", "Isaac", "Jada", "Jamal", "Joel", "Jorge", "Keisha", "Kevin", "Lamar", "Leila", "Luis", "Malik",
        "Marta", "Mateo", "Naomi", "Nolan", "Omar", "Paige", "Pedro", "Quinn", "Rafael", "Renee", "Ruben", "Sade", "Sofia", "Tamara", "Terrence", "Uma", "Victor", "Wanda", "Xavier", "Yara", "Zoe",
    ];

    static readonly string[] LastNames =
    [
        "Abbott", "Acosta", "Bailey", "Banks", "Barrera", "Bishop", "Calloway", "Cardenas", "Cho", "Coleman", "Crawford", "Delgado", "Dixon", "Duarte", "Ellison", "Farley", "Fuentes",
        "Gaines", "Garza", "Greer", "Hayes", "Holloway", "Hussein", "Ingram", "Jimenez", "Keller", "Knox", "Lang", "Maddox", "Mendez", "Moreno", "Nash", "Novak", "Okafor", "Osborne",
        "Pacheco", "Pratt", "Quintero", "Ramsey", "Rhodes", "Salinas", "Shaw", "Solis", "Tate", "Trujillo", "Underwood", "Vance", "Vega", "Whitaker", "Yates", "Zamora",
    ];

    static readonly string[] Titles = ["Forklift operator", "Picker and packer", "Machine operator", "Line cook", "Medical assistant", "Warehouse lead", "Housekeeper", "Welder", "Driver, CDL B", "Receptionist"];
    static readonly (int Code, string City, string State)[] Places =
    [
        (901, "Memphis", "TN"), (615, "Nashville", "TN"), (612, "Minneapolis", "MN"), (512, "Austin", "TX"), (404, "Atlanta", "GA"), (303, "Denver", "CO"),
        (206, "Seattle", "WA"), (305, "Miami", "FL"), (602, "Phoenix", "AZ"), (704, "Charlotte", "NC"),
    ];

    /// <param name="taken">Numbers of lines.</param>
    public static IReadOnlyList<DemoPerson> Make(IReadOnlySet<long> taken)
    {
        var numbers = Places.SelectMany(place => Enumerable.Range(100, 90).Select(last => (place, Number: NumberOf(place.Code, last))))
            .Where(free => !taken.Contains(free.Number.Digits)).ToArray();
        List<DemoPerson> people = [.. Known()];
        for (var i = people.Count; i < Count; i++)
        {
            // Steps that share no factor with the lengths of the lists walk through all pairs before one repeats.
            var (place, number) = numbers[20 + i];
            people.Add(new(Ids.New(), FirstNames[i * 5 % FirstNames.Length], LastNames[i * 7 % LastNames.Length], i % 10 < 5 ? 0 : i % 10 < 9 ? 1 : 2,
                i % 3, i % Companies.Length, Titles[i % Titles.Length], i % 9 == 0 ? "es" : null, place.City, place.State, i % 83 == 82 ? null : number));
        }
        return people;
    }

    public static PhoneNumber NumberOf(int areaCode, int last) => new(10_000_000_000L + areaCode * 10_000_000L + 5_550_000 + last);

    static DemoPerson[] Known() =>
    [
        new(Ids.New(), "Lucas", "Lindqvist", 0, 0, 0, "Forklift operator", null, "Memphis", "TN", NumberOf(901, 101)),
        new(Ids.New(), "Carlos", "Benitez", 0, 0, 1, "Picker and packer", "es", "Memphis", "TN", NumberOf(901, 102)),
        new(Ids.New(), "Rosa", "Maldonado", 1, 0, 2, "Machine operator", "es", "Memphis", "TN", NumberOf(901, 103)),
        new(Ids.New(), "Walter", "Finch", 0, 0, 3, "Warehouse lead", null, "Memphis", "TN", NumberOf(901, 190)),
        new(Ids.New(), "Nina", "Ortega", 1, 0, 0, "Line cook", null, "Memphis", "TN", NumberOf(901, 194)),
        new(Ids.New(), "Tony", "Marchetti", 2, 0, 0, "Shift supervisor", null, "Memphis", "TN", NumberOf(901, 104)),
    ];
}
