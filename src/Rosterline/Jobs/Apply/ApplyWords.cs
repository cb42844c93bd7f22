namespace Rosterline.Jobs.Apply;

/// <summary>What the application form says, in one language.</summary>
sealed record ApplyWords(
    string Language, string Other, string OtherName, string Title, string First, string Last, string Phone, string PhoneHint, string Email, string Note, string NoteHint,
    string ConsentHead, string Required, string Send, string Thanks, string ThanksLine, string Closed, string ClosedLine, string NotThere, string NotThereLine,
    string FaultsHead, string FirstMissing, string LastMissing, string ReachMissing, string PhoneWrong, string PhoneForTexts, string EmailWrong, string TooLong,
    string SendAgain, string TooQuick, string TooOld, string TooMany, Func<string, string> Consent)
{
    /// <summary>Goes up with every change of the words of consent, so that the ledger says which ones were on the page.</summary>
    public const string Version = "2026-11";

    public static readonly ApplyWords English = new(
        "en", "es", "Español", "Apply", "First name", "Last name", "Mobile phone", "With area code, like (901) 555-0142", "E-mail", "Anything we should know", "Shifts you like, when you can start",
        "Texts", "required", "Send application", "Thank you", "Your application has arrived. We will get in touch.", "This job is closed", "It is no longer open for applications.",
        "There is no such page", "The link may be old. Ask whoever gave it to you for a new one.",
        "Not sent yet. Please look at:", "Write your first name.", "Write your last name.", "Write a phone number or an e-mail address, so that we can reach you.", "",
        "Write the phone number we may text, or untick the box.", "This is not an e-mail address. Write it like name@example.com.", "This is too long. Write at most {0} characters.",
        "Please press Send once more.", "That was quick. Look it over, then press Send once more.", "This page was open for a long time. Please press Send once more.",
        "Many applications came from your network just now. Wait ten minutes, then press Send. What you typed is still here.",
        agency => $"I agree to get texts from {agency} about jobs and shifts at the phone number above. How many depends on the jobs. Message and data rates may apply. " +
            "Reply STOP to stop, HELP for help. I can apply without agreeing.");

    public static readonly ApplyWords Spanish = new(
        "es", "en", "English", "Solicitud de empleo", "Nombre", "Apellido", "Teléfono móvil", "Con código de área, como (901) 555-0142", "Correo electrónico", "Algo que debamos saber",
        "Turnos que prefiere, cuándo puede empezar", "Mensajes de texto", "obligatorio", "Enviar solicitud", "Gracias", "Recibimos su solicitud. Nos comunicaremos con usted.",
        "Este puesto está cerrado", "Ya no se reciben solicitudes.", "No existe esta página", "El enlace puede ser viejo. Pida uno nuevo a quien se lo dio.",
        "Todavía no se envió. Por favor revise:", "Escriba su nombre.", "Escriba su apellido.", "Escriba un teléfono o un correo electrónico para que podamos comunicarnos con usted.",
        "Este número no puede ser correcto. Escriba los 10 dígitos, como (901) 555-0142.", "Escriba el teléfono al que podemos enviar mensajes, o desmarque la casilla.",
        "Esto no es un correo electrónico. Escríbalo como nombre@ejemplo.com.", "Es demasiado largo. Escriba como máximo {0} caracteres.",
        "Por favor presione Enviar otra vez.", "Fue muy rápido. Revise sus datos y presione Enviar otra vez.", "Esta página estuvo abierta mucho tiempo. Por favor presione Enviar otra vez.",
        "Llegaron muchas solicitudes desde su red. Espere diez minutos y presione Enviar. Lo que escribió sigue aquí.",
        agency => $"Acepto recibir mensajes de texto de {agency} sobre empleos y turnos en el teléfono de arriba. La cantidad depende de los empleos. Pueden aplicarse tarifas de mensajes y datos. " +
            "Responda STOP para cancelar, HELP para ayuda. Puedo enviar la solicitud sin aceptar.");

    public static ApplyWords In(string? language) => language == "es" ? Spanish : English;

    /// <summary>The language asked for in the address, else the first the browser names that we have.</summary>
    public static ApplyWords For(HttpRequest request)
    {
        if (request.Query["lang"].ToString() is { Length: > 0 } asked) return In(asked);
        var first = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant()).FirstOrDefault(language => language is "en" or "es");
        return In(first);
    }
}
