using System.Globalization;
using Rosterline.Crash;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var report = await CrashRun.ExecuteAsync(CrashOptions.Read(args), Console.WriteLine);
Console.WriteLine(report);
return report.Findings.Count == 0 ? 0 : 1;
