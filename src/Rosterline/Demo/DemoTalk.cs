using Rosterline.Platform;
using Rosterline.Providers;

namespace Rosterline.Demo;

/// <summary>A text of the demo. <paramref name="MinutesAgo"/> is negative for what is yet to come.</summary>
sealed record DemoText(bool FromPerson, int MinutesAgo, string Body, DeliveryStatus Status, string? Problem = null, bool Automatic = false, string? Gate = null)
{
    public bool HasPlace => Status is not (DeliveryStatus.Scheduled or DeliveryStatus.Held or DeliveryStatus.Cancelled or DeliveryStatus.Refused);
}

/// <param name="Person">Index of the person; null: a sender nobody knows.</param>
/// <param name="Line">Index of the line.</param>
/// <param name="Author">Index of the user who wrote our texts.</param>
/// <param name="Assignee">Index of the user it is handed to.</param>
/// <param name="Done">Nothing is left to do, although the person wrote last.</param>
sealed record DemoTalk(int? Person, PhoneNumber? Stranger, int Line, int Author, int? Assignee, bool Done, params DemoText[] Texts)
{
    static DemoText In(int minutesAgo, string body) => new(true, minutesAgo, body, DeliveryStatus.Received);

    static DemoText Out(int minutesAgo, string body, DeliveryStatus status = DeliveryStatus.Delivered, string? problem = null) => new(false, minutesAgo, body, status, problem);

    /// <summary>Conversations that show one thing each.</summary>
    public static IEnumerable<DemoTalk> Special()
    {
        yield return new(DemoPeople.Lucas, null, 0, 0, 0, false,
            In(2 * 1440 + 40, "Hi, I saw the forklift job at Harbor Street. Still open?"), Out(2 * 1440 + 32, "Hi Lucas, yes it is. Do you have your forklift licence at hand?"),
            In(2 * 1440 + 20, "Yes, renewed in March"), Out(1500, "Great. Second shift, $19.50 an hour, starts at 3 PM. Would that work for you?"),
            In(1490, "Sounds good"), In(1, "Is the forklift shift at Harbor Street still open? I can start Monday"));
        yield return new(DemoPeople.Carlos, null, 0, 2, null, false,
            Out(310, "Hi Carlos, this is Ben at Northwind. Oak Avenue Foods needs packers this week. Interested?"), In(295, "Wrong number. This is not Carlos"));
        yield return new(DemoPeople.Rosa, null, 0, 1, null, true,
            Out(4400, "Hola Rosa, tenemos turnos el sábado en Delta Cold Storage. ¿Le interesa?"), In(4380, "Ya no me manden mensajes por favor"),
            new(false, 4380, "Northwind Staffing: Ya no le enviaremos mensajes. Responda START para volver a recibirlos.", DeliveryStatus.Delivered, Automatic: true));
        yield return new(null, DemoPeople.NumberOf(901, 187), 0, 0, null, false,
            In(75, "Hi, my cousin works at Harbor Street through you. Are you still hiring for nights?"));
        yield return new(DemoPeople.Walter, null, 0, 2, null, false,
            Out(200, "Hi Walter, can we talk about the lead position at Bluff City today?", DeliveryStatus.Undelivered, nameof(DeliveryProblem.Landline)));
        yield return new(DemoPeople.Nina, null, 0, 1, null, false,
            In(3100, "Running 10 min late today"), Out(3095, "Thanks for telling me, Nina"),
            Out(90, "Nina, can you cover Sunday 7 AM at Lakeside?", DeliveryStatus.Undelivered, nameof(DeliveryProblem.Unreachable)));
        yield return new(DemoPeople.Tony, null, 0, 0, 0, false,
            In(500, "We need two more pickers for tomorrow 6 AM"), Out(480, "On it, Tony. I will have names for you by 4"),
            Out(25, "Two pickers confirmed for tomorrow 6 AM: Jada and Omar", DeliveryStatus.Unknown));
        yield return new(6, null, 0, 0, null, false,
            Out(30 * 60, "Hi, your interview with Cumberland Print is set for Thursday at 10. See you there?", DeliveryStatus.Sent));
        yield return new(7, null, 0, 0, null, false,
            In(700, "Can you remind me about the drug test?"), Out(690, "Sure, I will text you the evening before"),
            Out(-14 * 60, "Reminder: drug test tomorrow 8 AM, 1200 Union Ave. Bring a photo ID.", DeliveryStatus.Scheduled));
        yield return new(8, null, 0, 1, null, false,
            In(600, "What time is orientation?"),
            new(false, -10 * 60, "Orientation is Monday at 8 AM, Harbor Street, door 4.", DeliveryStatus.Held, Gate: "Held until morning, their time: no texts after 8 PM there."));
        yield return new(9, null, 0, 2, null, true,
            Out(900, "Your shift at Prairie Parts starts at 6 AM tomorrow", DeliveryStatus.Delivered), In(880, "Got it, thanks"),
            Out(400, "Your shift moved to 7 AM", DeliveryStatus.Cancelled));
        yield return new(10, null, 1, 4, null, false,
            Out(150, "FREE BONUS click bit.example/shift", DeliveryStatus.Undelivered, nameof(DeliveryProblem.Filtered)));
        yield return new(11, null, 1, 3, null, false,
            Out(1300, "Hello, this is Ana at Northwind. Is this the right number for you?", DeliveryStatus.Failed, nameof(DeliveryProblem.NumberDoesNotExist)));
    }

    /// <summary>An everyday conversation, the <paramref name="n"/>-th of its kind.</summary>
    public static DemoTalk Everyday(int n)
    {
        var ago = 35 + n * 47;
        var (line, author) = (n % 4) switch { 0 => (0, 1), 1 => (1, 3), 2 => (0, 2), _ => (3, 4) };
        return new(12 + n * 3, null, line, author, n % 5 == 0 ? author : null, n % 3 == 2, Scripts[n % Scripts.Length](ago));
    }

    static readonly Func<int, DemoText[]>[] Scripts =
    [
        ago => [Out(ago + 60, "Saturday 7 AM to 3 PM at Harbor Street, $18 an hour. Can you take it?"), In(ago + 20, "Yes please"), Out(ago, "You are on. Door 4, ask for Tony")],
        ago => [In(ago + 12, "I can't make it tomorrow, my car broke down"), Out(ago + 5, "Thanks for letting me know. Do you need a ride, or should I find cover?"), In(ago, "A ride would be great")],
        ago => [Out(ago + 90, "How was your first day at Delta Cold Storage?"), In(ago, "Good! Cold but good :)")],
        ago => [In(ago + 8, "Did my hours from last week go through?"), Out(ago, "They did, 38.5 hours. Pay day is Friday")],
        ago => [Out(ago + 240, "We have a line cook opening at Lakeside, evenings. Want details?"), In(ago + 200, "How much does it pay?"), Out(ago + 190, "$21 an hour plus meals"), In(ago, "Ok I'm interested. When can I interview?")],
        ago => [Out(ago, "Hi, your CDL card on file ends this month. Can you send a photo of the new one?")],
        ago => [In(ago + 30, "Buenas, ¿hay trabajo para la semana que viene?"), Out(ago + 10, "Sí, en Oak Avenue Foods, de lunes a viernes. ¿Le interesa?"), In(ago, "Sí, gracias")],
        ago => [Out(ago + 15, "Interview Tuesday 10 AM with Riverbend Clinic. OK?"), In(ago + 4, "Perfect, thank you"), Out(ago, "Good luck! Call me after")],
        ago => [In(ago, "Is parking free at North Star?")],
        ago => [Out(ago + 33, "Can you stay until 5 today?"), In(ago + 30, "yes"), Out(ago + 29, "Thank you, I will tell the supervisor"), In(ago, "All done, heading home")],
    ];
}
