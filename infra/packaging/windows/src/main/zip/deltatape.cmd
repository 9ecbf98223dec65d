@echo off
rem Runs the bridge in this window until Ctrl-C:  deltatape bridge --config bridge.properties
rem As a Windows service: install-service.cmd.
setlocal
if not "%~1"=="bridge" (
  echo Usage: deltatape bridge [OPTIONS]     deltatape bridge --help says more
  exit /b 2
)
call "%~dp0find-java.cmd" || exit /b 1
set "OPTIONS="
for /f "tokens=1,*" %%A in ("%*") do set "OPTIONS=%%B"
"%JAVA25%\bin\java" "-XX:VMOptionsFile=%~dp0conf\bridge.vmoptions" "-Dlogback.configurationFile=%~dp0conf\logback-service.xml" %DELTATAPE_JAVA_OPTS% -cp "%~dp0lib\*" io.deltatape.bridge.BridgeMain %OPTIONS%
exit /b %ERRORLEVEL%
