using Rosterline.CommandLine;

return await Commands.RunAsync(args);
